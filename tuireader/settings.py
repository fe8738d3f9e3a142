"""The settings, their defaults, and their values."""

from __future__ import annotations

from dataclasses import field
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

from tuireader.archive.metadata.date_form import DateForm, error_in
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


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: its default as written in TOML, and the TOML types it takes, with their names in plain words.

    `read` returns the value of what was given, or raises ValueError with the error. `about` explains the setting beside
    its default. A `harmless` setting may also be given by an archive.
    """

    default: str
    about: str
    types: tuple[type, ...]
    asked: str
    read: Callable[[Value], Value]
    harmless: bool = False


def _theme(value: Value) -> str:
    # Which themes there are is known only with the folder of the user's own.
    return str(value)


def _width(value: Value) -> int:
    number = str(value)
    if isinstance(value, bool) or not number.isdecimal() or len(number) > 6 or int(number) not in WIDTHS:
        msg = f"width is a number of columns from {WIDTHS.start} to {WIDTHS.stop - 1}, not {value}"
        raise ValueError(msg)
    return int(number)


def _images(value: Value) -> str:
    if value not in IMAGES:
        msg = f"images is {', '.join(IMAGES[:-1])} or {IMAGES[-1]}, not {value}"
        raise ValueError(msg)
    return str(value)


def _dates(value: Value) -> str:
    if error := error_in(str(value)):
        msg = f"dates {error}"
        raise ValueError(msg)
    return str(value)


def _switch(name: str, default: str, about: str) -> Setting:
    """A setting that is on or off."""
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

    def read(value: Value) -> bool:
        if str(value).lower() not in words:
            msg = f"{name} is true or false, not {value}"
            raise ValueError(msg)
        return words[str(value).lower()]

    return Setting(default, about, (bool,), "true or false, without quotes", read)


def _poll(value: Value) -> float | None:
    if str(value).lower() in {"true", "false"}:
        return POLL_SECONDS if str(value).lower() == "true" else None
    try:
        seconds = float(str(value))
    except ValueError:
        seconds = 0.0
    if not (isfinite(seconds) and 0 < seconds <= 86_400):
        msg = f"poll is a number of seconds, not {value}"
        raise ValueError(msg)
    return seconds


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "theme": Setting(
            '"auto"',
            "night or paper, as the terminal is; `tuireader config` lists others",
            (str,),
            "a name in quotes",
            _theme,
            harmless=True,
        ),
        "width": Setting(
            "80",
            "the width of the text, in columns",
            (int,),
            "a whole number of columns, without quotes",
            _width,
            harmless=True,
        ),
        "dates": Setting(
            '"%Y-%m-%d"',
            'how dates are written: 2024-12-27; "%d %b %Y" writes 27 Dec 2024',
            (str,),
            "a form in quotes",
            _dates,
            harmless=True,
        ),
        "images": Setting(
            '"auto"',
            'how pictures are drawn: "blocks", "kitty", "sixel"; "off" frames their text',
            (str,),
            "a word in quotes",
            _images,
        ),
        "watch": _switch("watch", "true", "show saves at once"),
        "follow": _switch("follow", "false", "true: show each saved post at its change"),
        "poll": Setting(
            "false",
            "true, or a number of seconds: check the files at that interval",
            (bool, int, float),
            "true, false or a number of seconds, without quotes",
            _poll,
        ),
        "preview": _switch("preview", "true", "show the unsaved text of editors"),
        "network": _switch("network", "true", "false: fetch no picture from the web, even when asked to"),
        "cache": _switch("cache", "true", "false: keep nothing in the cache folder"),
        "search_index": _switch(
            "search_index", "true", "false: index only when searching, and keep no index"
        ),
    }
)
"""The settings by name, in the order of the settings file."""


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
    """The settings of the reader.

    `theme` is one of `themes`. `width` is the measure of the article in columns. `dates` is the form of dates.
    `images` is how pictures are drawn; with `network`, those on the web may be fetched when they are asked for.
    With `follow`, each saved post is shown. `poll` is the seconds between two checks of the file system, or None to
    receive events. With `preview`, editors may show unsaved texts. `keys` gives actions, by name, other keys. With
    `cache`, what can be made anew may be kept in the user's cache folder; with `search_index` the index of the
    search too, which is then made before anybody searches. `library` is the file for the memory between runs, None
    for no memory. With `kept`, the search index, and posts and links of large archives, are kept in the cache
    folder, otherwise in memory. With `from_input` the post came from standard input, and its file is a copy that
    goes with the reader. With `page` the reader is shown in a page of a browser, which opens the addresses that are
    written to that descriptor, one a line; then no other program is started, nothing is fetched, nothing written.
    """

    theme: str = AUTO
    width: int = 80
    dates: str = DateForm().form
    images: str = "auto"
    watch: bool = True
    follow: bool = False
    poll: float | None = None
    preview: bool = True
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    checks_off: frozenset[str] = frozenset()
    cache: bool = True
    search_index: bool = True
    library: Path | None = None
    kept: bool = False
    network: bool = True
    from_input: bool = False
    page: int | None = None
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


def example_file() -> str:
    """A settings file in which everything has its default, with comments."""
    given = [(f"{name} = {one.default}", one.about) for name, one in SETTINGS.items()]
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
