"""The `tuireader` command: arguments → one command → an exit status."""

from __future__ import annotations

import errno
import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, NoReturn

from tuireader import __version__
from tuireader.archive.text import neutralise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.commands.command import Subcommand

READ = ""
COMMANDS = {
    "list": "list the posts of an archive",
    "tags": "list the tags of an archive",
    "search": "find posts by words, best first",
    "show": "print posts as the reader shows them",
    "export": "write a post as one HTML file with its pictures inside",
    "links": "list the links in posts and their targets",
    "check": "find problems in an archive: links, images, dates, tags",
    "new": "write a new post like the others of the archive",
    "config": "show the settings and where each comes from",
    "at": "show a line of a post in the running reader",
    "lsp": "serve editors: preview as you type, problems, completion, links",
    "serve": "show the reader in a browser on this machine",
    "completions": "print a completion script for bash, zsh or fish",
}
INTERRUPTED = 130
FAILED = 1


class Parser(ArgumentParser):
    """A parser that reports an error in one line."""

    def error(self, message: str) -> NoReturn:
        line = " ".join(neutralise(message).split())
        self.exit(2, f"tuireader: {line}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command of `argv` (the process's by default); the exit status."""
    replace_closed_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    name = words.pop(0) if words and words[0] in COMMANDS else READ
    if name == "search":
        words = with_minus(words)
    try:
        command = command_named(name)
        options = parsed(parser_of(name, command), with_query(with_poll(words)))
        status = command.run(options)
        sys.stdout.flush()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()
        return 0
    except (OSError, MemoryError) as error:
        return given_up(reason(error))
    except Exception as error:  # noqa: BLE001 - a bug, with details in the log
        return failed(error, name or "the reader")
    return status


def failed(error: Exception, doing: str) -> int:
    """Report in one line that the program itself failed, and the log with details; the exit status for it."""
    from tuireader.failures import note, summary

    given_up(summary(error, doing, note(error, doing)))
    return FAILED


def given_up(message: str) -> int:
    """Report in one line why the command stopped; the exit status for it."""
    discard_output()
    sys.stderr.write(f"tuireader: {' '.join(neutralise(message).split())}\n")
    return 2


def reason(error: OSError | MemoryError) -> str:
    """The meaning of a system error."""
    if isinstance(error, MemoryError):
        return "there is too little memory (ulimit -v)"
    if error.errno == errno.ENOENT and error.filename is None:
        try:
            os.getcwd()  # noqa: PTH109 - only asks whether there is one
        except FileNotFoundError:
            return "the current folder is no longer there: go to another one"
    if error.errno in {errno.ENOSPC, errno.EIO, errno.EFBIG} and error.filename is None:
        return f"the output cannot be written: {error.strerror}"
    if error.errno == errno.EMFILE:
        return f"too few files may be open at once (ulimit -n): {error}"
    return str(error)


def parsed(parser: ArgumentParser, words: Sequence[str]) -> Namespace:
    """The options in `words`, mixed with names too; that takes longer, and the reader has only one name."""
    if parser.prog == "tuireader" and (command := meant(words)):
        parser.exit(
            2, f"tuireader: there is no file or folder {words[0]}; did you mean tuireader {command}?\n"
        )
    return parser.parse_args(words) if parser.prog == "tuireader" else parser.parse_intermixed_args(words)


def replace_closed_streams() -> None:
    """Put the null device in place of closed standard streams."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            stream = open(descriptor, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - for good
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def discard_output() -> None:
    """Discard the rest of the output, about which Python would complain at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def command_named(name: str) -> Subcommand:  # noqa: C901, PLR0912 - one for each command
    """The command of that name; only its own modules are imported."""
    match name:
        case "list":
            from tuireader.commands.list import LIST as COMMAND
        case "tags":
            from tuireader.commands.list import TAGS as COMMAND
        case "search":
            from tuireader.commands.search import SEARCH as COMMAND
        case "show":
            from tuireader.commands.show import SHOW as COMMAND
        case "export":
            from tuireader.commands.export import EXPORT as COMMAND
        case "links":
            from tuireader.commands.links import LINKS as COMMAND
        case "check":
            from tuireader.commands.check import CHECK as COMMAND
        case "new":
            from tuireader.commands.new import NEW as COMMAND
        case "config":
            from tuireader.commands.config import CONFIG as COMMAND
        case "completions":
            from tuireader.commands.completions import completions

            COMMAND = completions(  # noqa: N806 - as the imports name it
                lambda: parser_of(READ, command_named(READ)), other_parsers
            )
        case "at":
            from tuireader.commands.editors import AT as COMMAND
        case "lsp":
            from tuireader.commands.editors import LSP as COMMAND
        case "serve":
            from tuireader.commands.read import SERVE as COMMAND
        case _:
            from tuireader.commands.read import READ as COMMAND
    return COMMAND


def parser_of(name: str, command: Subcommand) -> Parser:
    """The parser of the arguments after the command's name."""
    parser = Parser(
        prog=f"tuireader {name}".strip(),
        description=command.summary[0].upper() + command.summary[1:] + ".",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if name == READ:
        parser.add_argument("--version", action="version", version=f"tuireader {__version__}")
        others = "\n".join(f"  tuireader {other:11} {summary}" for other, summary in COMMANDS.items())
        parser.epilog = (
            f"other commands (for a folder named like a command, write ./{next(iter(COMMANDS))}):\n{others}"
        )
    command.arguments(parser)
    return parser


def other_parsers() -> dict[str, tuple[str, Parser]]:
    """The parsers of all commands but the reader, by name, each with its summary."""
    return {name: (summary, parser_of(name, command_named(name))) for name, summary in COMMANDS.items()}


def meant(words: Sequence[str]) -> str:
    """The command that was probably meant where the first word names neither a command nor a file; empty if none."""
    if not words or words[0].startswith("-") or os.path.lexists(words[0]):
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(words[0], COMMANDS, n=1)), "")


def with_poll(words: Sequence[str]) -> list[str]:
    """The arguments with a bare --poll completed, so that it does not take a path for its number."""
    result = list(words)
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word == "--poll" and not following.replace(".", "", 1).isdecimal():
            result[at] = "--poll=true"
    return result


def with_query(words: Sequence[str]) -> list[str]:
    """The arguments with --query joined to its value, since a query may begin with a minus."""
    result: list[str] = []
    for word in words:
        if result and result[-1] == "--query":
            result[-1] = f"--query={word}"
        else:
            result.append(word)
    return result


def with_minus(words: Sequence[str]) -> list[str]:
    """The arguments of a search with a space before a query that begins with a minus, like -word or --flag."""
    if "--" in words:
        at = words.index("--")
        before, after = list(words[:at]), list(words[at + 1 :])
        # In some versions of Python, the parser for mixed options does not support an end of options.
        if after and with_minus(before) == before and not positionals(before):
            return [*before, f" {after[0]}", *(safe_path(word) for word in after[1:])]
        return [*with_minus(before), *(safe_path(word) for word in after)]
    at = 0
    while at < len(words) and (words[at] in {"-h", "--help", "--json"} or words[at].startswith("--limit")):
        at += 2 if words[at] == "--limit" else 1
    taken = at < len(words) and words[at].startswith("-") and words[at] != "--"
    return [*words[:at], f" {words[at]}", *words[at + 1 :]] if taken else list(words)


def positionals(words: Sequence[str]) -> bool:
    """Whether any argument of a search is neither an option nor the number of one."""
    pairs = zip(["", *words], words, strict=False)
    return any(not word.startswith("-") and before != "--limit" for before, word in pairs)


def safe_path(word: str) -> str:
    """The path in a form that is no option."""
    return f"./{word}" if word.startswith("-") else word


if __name__ == "__main__":
    sys.exit(main())
