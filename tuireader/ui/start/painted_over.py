"""A terminal that may show the first light already, which the interface paints over without a blank in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

from tuireader.ui.start.first_light import ALTERNATE_SCREEN

if TYPE_CHECKING:
    from textual.driver import Driver

    from tuireader.ui.start.first_light import FirstLight


def painted_over(light: FirstLight) -> type[Driver]:
    """The driver of the terminal that `light` paints."""

    class PaintedOver(LinuxDriver):
        """Begins when the light is out, and does not clear what it has painted."""

        def start_application_mode(self) -> None:
            """Take the terminal, once nobody else writes to it."""
            light.settle()
            super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no types

        def write(self, data: str) -> None:
            """Write to the terminal, but for the wish to enter the alternate screen again, which clears some."""
            if not (data == ALTERNATE_SCREEN and light.entered()):
                super().write(data)

    return PaintedOver
