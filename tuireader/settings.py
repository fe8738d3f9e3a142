"""The settings, their defaults, and their values."""

from __future__ import annotations

from dataclasses import field, fields
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tuireader.archive.metadata.dates import DateForm, error_in
from tuireader.archive.text import neutralise
from tuireader.late import dataclass
from tuireader.themes.own import Themes
from tuireader.themes.palette import AUTO

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

WIDTHS = range(20, 1001)
POLL_SECONDS = 1.0
IMAGES = ("auto", "blocks", "kitty", "sixel", "off")

IN_A_PAGE = "in a browser, this reader only reads"
"""The answer of a reader in a browser to what would start a program, fetch or write something."""

Value = str | int | float | bool | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that users can give: its TOML types, in plain words what it takes (`asked`), and how it is read.

    `read` returns the value of what was given to a setting of that name, or raises ValueError with the error. `about`
    explains the setting beside its default. A `harmless` setting may also be given by an archive.
    """

    default: Value
    about: str
    types: tuple[type, ...]
    asked: str
    read: Callable[[str, Value], Value]
    harmless: bool = False


def _text(_: str, value: Value) -> str:
    return str(value)


def _width(name: str, value: Value) -> int:
    number = str(value)
    if isinstance(value, bool) or not number.isdecimal() or len(number) > 6 or int(number) not in WIDTHS:
        msg = f"{name} is a number of columns from {WIDTHS.start} to {WIDTHS.stop - 1}, not {value}"
        raise ValueError(msg)
    return int(number)


def _images(name: str, value: Value) -> str:
    if value not in IMAGES:
        msg = f"{name} is {', '.join(IMAGES[:-1])} or {IMAGES[-1]}, not {value}"
        raise ValueError(msg)
    return str(value)


def _dates(name: str, value: Value) -> str:
    if error := error_in(str(value)):
        msg = f"{name} {error}"
        raise ValueError(msg)
    return str(value)


_SWITCH: Mapping[str, bool] = MappingProxyType(
    {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
)


def _switch(name: str, value: Value) -> bool:
    if str(value).lower() not in _SWITCH:
        msg = f"{name} is true or false, not {value}"
        raise ValueError(msg)
    return _SWITCH[str(value).lower()]


def _poll(name: str, value: Value) -> float | None:
    if str(value).lower() in {"true", "false"}:
        return POLL_SECONDS if str(value).lower() == "true" else None
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and 0 < seconds <= 86_400):
        msg = f"{name} is a number of seconds, not {value}"
        raise ValueError(msg)
    return seconds


def _given(
    default: T,
    about: str,
    read: Callable[[str, Value], Value],
    asked: str,
    *types: type,
    harmless: bool = False,
) -> T:
    """A field of `Settings` that users can give; its `types` are that of the default unless others are named."""
    setting = Setting(default, about, types or (type(default),), asked, read, harmless)  # type: ignore[arg-type]  # a value
    return field(default=default, metadata={"setting": setting})


def _on(about: str, *, default: bool = True) -> bool:
    """A field that is on or off."""
    return _given(default, about, _switch, "true or false, without quotes")


def _off(about: str) -> bool:
    return _on(about, default=False)


RULES = (
    "broken-anchor", "broken-link", "config-syntax", "config-timezone", "conflict-markers", "control-character", "date",
    "dateless-name", "duplicate-permalink", "encoding", "front-matter-ignored", "front-matter-missing",
    "front-matter-not-a-mapping", "front-matter-syntax", "front-matter-too-complex", "front-matter-too-large",
    "front-matter-unclosed", "front-matter-unsupported", "future-date", "link-to-unpublished", "missing-date",
    "missing-image", "missing-title", "not-a-file", "outside-archive", "repeated-key", "similar-tags",
    "skipped-heading", "too-large", "uncited-footnote", "unclosed-comment", "unclosed-fence", "unclosed-formula",
    "unclosed-liquid", "unclosed-shortcode", "undefined-footnote", "unknown-liquid-tag", "unreadable",
)  # fmt: skip
"""The rules that can be switched off: those of `tuireader.checking.rules`, and those of reading files."""


@dataclass(frozen=True, slots=True)
class SettingsSource:
    """Where settings come from: functions that name the files, existing or not, and that read them again."""

    files: Callable[[], Sequence[Path]]
    load: Callable[[], Settings | SettingsProblem]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the reader."""

    theme: str = _given(
        AUTO,
        "night or paper, as the terminal is; `tuireader config` lists others",
        _text,  # which themes there are is known only with the folder of the user's own
        "a name in quotes",
        harmless=True,
    )
    width: int = _given(
        80,
        "the width of the text, in columns",
        _width,
        "a whole number of columns, without quotes",
        harmless=True,
    )
    dates: str = _given(
        DateForm().form,
        'how dates are written: 2024-12-27; "%d %b %Y" writes 27 Dec 2024',
        _dates,
        "a form in quotes",
        harmless=True,
    )
    images: str = _given(
        "auto",
        'how pictures are drawn: "blocks", "kitty", "sixel"; "off" frames their text',
        _images,
        "a word in quotes",
    )
    watch: bool = _on("show saves at once")
    follow: bool = _off("true: show each saved post at its change")
    poll: float | None = _given(
        None,
        "true, or a number of seconds: check the files at that interval",
        _poll,
        "true, false or a number of seconds, without quotes",
        bool,
        int,
        float,
    )
    """The seconds between two checks of the file system, or None to receive events."""
    preview: bool = _on("show the unsaved text of editors")
    network: bool = _on("false: fetch no picture from the web, even when asked to")
    cache: bool = _on("false: keep nothing in the cache folder")
    search_index: bool = _on("false: index only when searching, and keep no index")

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The user's keys for actions, by name."""
    checks_off: frozenset[str] = frozenset()
    """The rules of `tuireader check` that are switched off."""
    library: Path | None = None
    """The file for the memory between runs; None for no memory."""
    kept: bool = False
    """Whether the search index, and posts and links of large archives, are kept in the cache folder."""
    from_input: bool = False
    """Whether the post came from standard input: its file is a copy that goes with the reader."""
    page: int | None = None
    """A descriptor, if the reader is shown in a page of a browser, which opens the addresses written to it, one a line.

    Then no other program is started, nothing is fetched and nothing written.
    """
    themes: Themes = field(default_factory=Themes, compare=False)
    source: SettingsSource | None = field(default=None, compare=False)

    @property
    def unfetched(self) -> str:
        """The reason why pictures may not be fetched from the web; empty if they may."""
        if self.page is not None:
            return IN_A_PAGE
        if not self.network:
            return "nothing is fetched from the web: network is false"
        return "" if self.kept else "nothing is fetched from the web: there is no cache folder to keep it in"


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {one.name: one.metadata["setting"] for one in fields(Settings) if "setting" in one.metadata}
)
"""The settings that users can give, by name, in the order of the settings file."""


@dataclass(frozen=True, slots=True)
class KeyTable:
    """The names of the actions that can have keys; `named` returns a key from its spelling, None if there is none."""

    actions: Collection[str]
    named: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class SettingsProblem:
    """An error in a setting, and its place: in a file, a variable or a flag."""

    where: str
    message: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part)
        return neutralise(f"{place}: {self.message}").replace("\n", " ")


def written(value: object) -> str:
    """A value roughly as TOML writes it; None is what is off."""
    match value:
        case None | bool():
            return str(bool(value)).lower()
        case int() | float() if abs(value) < 1e15:
            return str(value)
        case str():
            return f'"{value}"'
        case dict():
            return "a table"
        case list():
            return "a list"
        case _:
            return "a number" if isinstance(value, int | float) else "a date or time"


def example_file() -> str:
    """A settings file in which everything has its default, with comments."""
    given = [(f"{name} = {written(one.default)}", one.about) for name, one in SETTINGS.items()]
    column = max(len(line) for line, _ in given) + 3
    lines = [f"{line:{column}}# {about}" for line, about in given]
    return "\n".join([*lines, "", *_EXAMPLE_TABLES])


_EXAMPLE_TABLES = (
    "[keys]             # other keys for actions, by their names in the palette (Ctrl+P)",
    '# half-down = ["d", "ctrl+d"]',
    '# quit = "Q"',
    "",
    "[check]            # rules to switch off, by the names that `tuireader check` prints",
    "off = []",
    "",
)
