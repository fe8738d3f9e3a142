"""`tuireader`: the reader in the terminal; `tuireader serve`: the reader in a browser on this machine."""

from __future__ import annotations

import gc
import os
from argparse import ArgumentTypeError
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.allocator import share_arenas
from tuireader.archive.locate import locate
from tuireader.commands.command import OK, STANDARD_INPUT, WRONG_USAGE, Subcommand, Terminal, open_terminal
from tuireader.configuration import ARCHIVE_FILE, SERVED_VARIABLE, library_file, load_settings, settings_file
from tuireader.late import dataclass
from tuireader.settings import IMAGES, KeyTable, Settings, SettingsProblem, SettingsSource

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


PORT: Final = 8000
PORTS: Final = range(65536)
"""The port of the server."""
_OF_THE_SERVER: Final = frozenset({"aiohttp", "textual_serve"})
"""The packages that the server needs besides."""
_OF_POSIX: Final = frozenset({"fcntl", "resource", "termios"})
"""The modules of Python that Windows does not have."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="ARCHIVE | POST", help="what to read [.]")
    parser.add_argument("--follow", action="store_true", help="show each saved post at its change")
    live = parser.add_mutually_exclusive_group()
    live.add_argument("--no-watch", action="store_true", help="ignore changes on disk")
    live.add_argument(
        "--poll",
        nargs="?",
        const="true",
        metavar="SECONDS",
        help="check the files at an interval [every second]",
    )
    parser.add_argument(
        "--theme", metavar="NAME", help="night, paper, or another that `tuireader config` lists"
    )
    parser.add_argument("--width", metavar="COLUMNS", help="the width of the text [80]")
    parser.add_argument("--no-network", action="store_true", help="fetch no picture, even when asked to")
    parser.add_argument("--images", metavar="HOW", help=f"draw pictures: {', '.join(IMAGES)} [auto]")
    parser.add_argument("--config", metavar="FILE", help="a settings file of your choice")


def run(options: Namespace) -> int:
    """Run the reader and end the process; return only if the reader could not be opened, with the exit status."""
    status = _hindered_or_read(options)
    if isinstance(status, int):
        from tuireader.ui.leaving import exit_now

        exit_now(status)
    return status.status


@dataclass(frozen=True, slots=True)
class Hindered:
    """The exit status if the reader could not be opened."""

    status: int


def _hindered_or_read(options: Namespace) -> Hindered | int:
    # Imported objects stay: collecting garbage among them would take a fifth of the start.
    gc.disable()
    terminal = open_terminal()
    with ExitStack() as stack:
        path, from_input = Path(options.path), options.path == STANDARD_INPUT
        if from_input:
            from tuireader.commands.archive_input import standard_input

            path = stack.enter_context(standard_input())
        if message := _hindrance(path, options.path):
            return Hindered(terminal.fail(message))
        root, post = locate(path)
        settings = _settings(options, root, terminal)
        if settings is None:
            return Hindered(WRONG_USAGE)
        if from_input:
            # Standard input cannot be reopened.
            settings = replace(settings, library=None, kept=False, from_input=True)
        if page := os.environ.pop(SERVED_VARIABLE, ""):
            settings = replace(settings, library=None, kept=False, page=int(page))
            _own_terminal()
        try:
            from tuireader.ui.terminal.acquired import AcquiredTerminal, why_unusable
        except ImportError as error:
            return Hindered(terminal.fail(_why_not_imported(error)))
        if message := why_unusable():
            return Hindered(terminal.fail(message))
        acquired = stack.enter_context(AcquiredTerminal())
        from tuireader.ui.terminal.first_paint import first_paint

        acquired.first_paint = first_paint(settings, root, post)
        if acquired.first_paint:
            acquired.first_paint.paint()
        # The user interface is slowest to import, and starts most threads.
        share_arenas()
        from tuireader.ui.app import run as read

        return read(settings, root, post, acquired, terminal.note)


READ = Subcommand("read an archive of Markdown posts in the terminal", arguments, run)


def _own_terminal() -> None:
    """Have the system tell this process when its terminal changes its size, or goes away."""
    import fcntl
    import termios

    with suppress(OSError):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _hindrance(path: Path, name: str) -> str:
    """Why the path cannot be read; empty if it can."""
    try:
        if path.is_dir():
            os.scandir(path).close()
        else:
            path.stat()
    except FileNotFoundError:
        return f"there is no file or folder {name}"
    except (OSError, ValueError) as error:
        return f"{name} cannot be read: {getattr(error, 'strerror', None) or error}"
    return ""


def _settings(options: Namespace, root: Path, terminal: Terminal) -> Settings | None:
    flags = {
        "theme": options.theme,
        "width": options.width,
        "images": options.images,
        "follow": True if options.follow else None,
        "watch": False if options.no_watch else None,
        "poll": options.poll,
        "network": False if options.no_network else None,
    }

    def load() -> Settings | SettingsProblem:
        settings = load_settings(os.environ, flags, options.config, archive=root)
        if isinstance(settings, Settings) and settings.keys:
            # The table of actions is needed here only to check the user's own keys.
            from tuireader.ui.commands import COMMANDS
            from tuireader.ui.keys import key_named

            table = KeyTable({command.name for command in COMMANDS}, key_named)
            settings = load_settings(os.environ, flags, options.config, table, root)
        return settings

    settings = load()
    if isinstance(settings, SettingsProblem):
        terminal.fail(str(settings))
        return None
    if os.environ.get("NO_COLOR"):
        settings = replace(settings, images="off")
    else:
        # Empty, it means nothing, but not to Textual.
        os.environ.pop("NO_COLOR", None)
    files, themes = (settings_file(os.environ, options.config)[0], root / ARCHIVE_FILE), settings.themes
    source = SettingsSource(lambda: [*files, *themes.files()], load)
    return replace(settings, library=library_file(os.environ), kept=settings.cache, source=source)


def serve_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("path", nargs="?", default=".", metavar="ARCHIVE | POST", help="what to read [.]")
    parser.add_argument(
        "--port",
        type=port,
        default=PORT,
        metavar="N",
        help=f"the port on this machine, 0 for any that is free [{PORT}]",
    )


def port(text: str) -> int:
    """The number of a port in the text."""
    if not text.isdecimal() or len(text) > 5 or int(text) not in PORTS:
        msg = f"a number up to {PORTS[-1]}, not {text}"
        raise ArgumentTypeError(msg)
    return int(text)


def serve(options: Namespace) -> int:
    """Serve until Ctrl+C."""
    terminal, path = open_terminal(), Path(options.path)
    if message := _hindrance(path, options.path) or _wrong_setting(path):
        return terminal.fail(message)
    try:
        from tuireader.web.server import WebServer, listen
    except ImportError as error:
        return terminal.fail(_why_not_imported(error))
    listening = listen(options.port)
    if isinstance(listening, str):
        return terminal.fail(listening)
    import asyncio

    server = WebServer(path.absolute(), listening)

    def tell() -> None:
        terminal.line(server.address)
        terminal.out.flush()
        terminal.note("open this address in a browser on this machine; Ctrl+C ends the server")

    with listening:
        asyncio.run(server.run(tell))
    return OK


def _why_not_imported(error: ImportError) -> str:
    """What has to be there for the reader or its server; raises the error if something of ours is wrong."""
    name = (error.name or "").partition(".")[0]
    if name in _OF_THE_SERVER:
        return "the server needs more packages: pip install 'tuireader[web]'"
    if name in _OF_POSIX:
        return (
            "the reader needs the terminal of Linux, macOS or WSL; `tuireader list` and `show` print anywhere"
        )
    raise error


def _wrong_setting(path: Path) -> str:
    """The error in the settings, which each reader would report in its page; empty if there is none."""
    found = load_settings(os.environ, {}, archive=locate(path)[0])
    return "" if isinstance(found, Settings) else str(found)


SERVE = Subcommand("show the reader in a browser on this machine", serve_arguments, serve)
