"""`tuireader completions`: the script that lets a shell complete commands, options and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuireader.commands.command import OK, Subcommand, open_terminal

if TYPE_CHECKING:
    from argparse import Action, ArgumentParser, Namespace
    from collections.abc import Callable, Mapping

SHELLS = ("bash", "zsh", "fish")
FILES = {"ARCHIVE", "POST", "ARCHIVE | POST", "ARCHIVE|POST", "POST[:LINE]", "FILE"}
"""Placeholders of arguments that are files or folders."""


def completions(
    reader: Callable[[], ArgumentParser], others: Callable[[], Mapping[str, tuple[str, ArgumentParser]]]
) -> Subcommand:
    """The command; `reader` makes the parser of the reader, `others` those of the rest, each with its summary."""

    def run(options: Namespace) -> int:
        import shtab

        terminal = open_terminal()
        script = shtab.complete(_whole(reader(), others()), options.shell)
        terminal.line(_with_files(script, options.shell).rstrip())
        return OK

    return Subcommand("print a completion script for a shell", arguments, run)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def _whole(parser: ArgumentParser, others: Mapping[str, tuple[str, ArgumentParser]]) -> ArgumentParser:
    """One parser for all commands, with the files among their arguments marked."""
    path = next(action for action in parser._actions if not action.option_strings)  # noqa: SLF001 - see below
    # A path and a command are in the same place, which argparse cannot express.
    parser._remove_action(path)  # noqa: SLF001 - argparse has no public way
    commands = parser.add_subparsers(metavar="COMMAND")
    for name, (summary, other) in others.items():
        commands.add_parser(name, help=summary, parents=[other], add_help=False, allow_abbrev=False)
        _mark_files(other)
    _mark_files(parser)
    return parser


def _with_files(script: str, shell: str) -> str:
    """The script with files beside the commands, for the reader; bash completes files where no command fits."""
    if shell == "zsh":
        commands = "_shtab_tuireader_commands"
        return script.replace(f"': :{commands}'", f"': :{{{commands}; _files}}'")
    if shell == "fish":
        first = "_shtab_tuireader_using; and test $_shtab_tuireader_npos -eq 0"
        return f"{script.rstrip()}\ncomplete -c tuireader -n '{first}' -ka '(__fish_complete_path (commandline -ct))'\n"
    return script


def _mark_files(parser: ArgumentParser) -> None:
    import shtab

    def is_file(action: Action) -> bool:
        return action.metavar in FILES

    for action in filter(is_file, parser._actions):  # noqa: SLF001 - argparse has no public list
        action.complete = shtab.FILE  # type: ignore[attr-defined]  # as shtab asks for
