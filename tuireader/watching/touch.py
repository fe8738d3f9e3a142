"""What passes from the watcher's thread to the event loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["whole", "open", "attributes", "gone", "check", "anew"]
"""How a path was touched, as far as the system tells.

"whole": what is there is complete. "open": a program is still writing. "attributes": the contents stayed.
"gone": it went away. "check": nothing was seen, but it should be looked at again. "anew": likewise, and what is
there should be read even where it seems to be as before.
"""


@dataclass(frozen=True, slots=True)
class Touch:
    """Paths of the archive that were touched at once, relative to its root with forward slashes; "" is the root."""

    paths: tuple[str, ...]
    kind: Kind = "whole"


@dataclass(frozen=True, slots=True)
class Liveness:
    """Whether changes are noticed: told by the system, looked for now and then, or not at all; and why."""

    state: Literal["live", "polling", "stopped"]
    message: str = ""


EVERYTHING = Touch(("",), "check")
ALL_ANEW = Touch(("",), "anew")
