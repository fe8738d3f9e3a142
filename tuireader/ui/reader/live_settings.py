"""Settings that take effect as soon as their file is saved."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from tuireader.archive.metadata.dates import DateForm
from tuireader.settings import SETTINGS, Settings
from tuireader.ui.working import lasting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tuireader.settings import SettingsProblem, SettingsSource
    from tuireader.ui.reader.context import ReaderContext
    from tuireader.ui.reader.parts import ReaderParts

STATE: Final = "settings"
"""The state that a message about an error in the settings lasts for."""
_AT_ONCE: Final = frozenset({"theme", "width", "dates"})
"""Settings that take effect at once; keys and rules do, too."""


class LiveSettings:
    """The settings of the running reader; `use_keys` gives the commands other keys."""

    def __init__(
        self,
        context: ReaderContext,
        parts: ReaderParts,
        settings: Settings,
        use_keys: Callable[[Mapping[str, tuple[str, ...]]], None],
    ) -> None:
        self._context = context
        self._parts = parts
        self._settings = settings
        self._use_keys = use_keys

    def start(self, interval: float) -> None:
        """Look at the files every `interval` seconds."""
        if source := self._settings.source:
            lasting(self._context.screen, lambda: self._watch(source, interval), "watching the settings")

    async def _watch(self, source: SettingsSource, interval: float) -> None:
        seen = await asyncio.to_thread(_stamps, source)
        while True:
            await asyncio.sleep(interval)
            before, seen = seen, await asyncio.to_thread(_stamps, source)
            if seen != before:
                self._take(await asyncio.to_thread(source.load))

    def _take(self, found: Settings | SettingsProblem) -> None:
        """Use the settings, or show the error in them until it is mended."""
        if not isinstance(found, Settings):
            self._context.say(str(found), of=STATE, stays=True)
            return
        self._context.end(STATE)
        before, self._settings = self._settings, found
        if found.width != before.width:
            self._context.article.measure = found.width
        if found.dates != before.dates:
            form = DateForm(found.dates)
            self._context.sidebar.posts.use_dates(form)
            self._context.reading.shown.use_dates(form)
        if found.theme != before.theme:
            self._parts.looks.use(found.theme)
        else:
            self._parts.looks.follow()
        if found.keys != before.keys:
            self._use_keys(found.keys)
        self._parts.panels.settings = found
        later = [
            name
            for name in SETTINGS
            if name not in _AT_ONCE and getattr(found, name) != getattr(before, name)
        ]
        if later:
            self._context.say(f"at the next start: {', '.join(later)}")
        elif found != before:
            self._context.say("settings read again")


def _stamps(source: SettingsSource) -> Mapping[Path, tuple[int, int, int] | None]:
    """The states of the files: time, size and inode; None for one that is not there."""
    return {file: _stamp(file) for file in source.files()}


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
