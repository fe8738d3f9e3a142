"""Editors beside the reader, each with the configuration that the README gives, in terminals of their own.

python -m tests.fuzz.editors [WORDS [EDITOR…]]

Those that are installed are tried. What is typed by chance must be on the reader's screen, with the cursor's line in
sight, and what is on disk must be back after the language server was killed, and after the editor ended.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.e2e.terminal import Terminal
from tests.e2e.test_reader import READER, environment
from tests.ui.archives import blog, numbered, text

if TYPE_CHECKING:
    from collections.abc import Callable

README: Final = Path(__file__).parents[2] / "README.md"
WORDS: Final = ("snow", "🌊", "字", "*leaf*", "`code`", "[[", "rain.", "—", "über", "e\u0301")
LINES: Final = 240
ESCAPE: Final = "\x1b[27u"
"""The key as newer terminals send it, which no letter after it makes another."""


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor: its program, the line above its configuration in the README, its place, and how it is typed in."""

    program: str
    config: str
    place: str
    run: Callable[[Path, Path], list[str]]
    append: Callable[[int, str], tuple[str, ...]]
    save: tuple[str, ...]
    shows: bool = True
    """Whether what is typed is shown before it is saved."""


def _like_vi(line: int, word: str) -> tuple[str, ...]:
    return ("escape", f"{line}G", "A", word, "escape")


def _vim(program: str, config: str, place: str, *, shows: bool = True) -> Editor:
    return Editor(
        program,
        config,
        place,
        lambda config, file: ["--clean", "-n", "-u", str(config), str(file)],
        _like_vi,
        (":w", "enter"),
        shows,
    )


def _modal(program: str, config: str, place: str, go: str, *, shows: bool = True) -> Editor:
    """An editor like vi that finds its configuration; `go` goes to the line whose number was typed."""
    return Editor(
        program,
        config,
        place,
        lambda config, file: [str(file)],  # noqa: ARG005 - it finds its own
        lambda line, word: (ESCAPE, f"{line}{go}", "A", word, ESCAPE),
        (":w", "enter"),
        shows,
    )


EDITORS: Final = {
    "nvim": _vim("nvim", "Neovim 0.11 or later", "init.lua"),
    "nvim-old": _vim("nvim", "Neovim from 0.7 on", "init.lua"),
    "vim": _vim("vim", "Vim, ", "vimrc", shows=False),
    "emacs": Editor(
        "emacs",
        "Emacs 29 or later",
        ".emacs.d/init.el",
        lambda config, file: ["-nw", str(file)],  # noqa: ARG005 - it finds its own
        lambda line, word: ("\x1bgg", f"{line}", "enter", "\x05", word),
        ("\x18\x13",),
    ),
    "helix": _modal("hx", "Helix, ", ".config/helix/languages.toml", "G"),
    "kakoune": _modal("kak", "Kakoune, ", ".config/kak/kakrc", "g", shows=False),
}


def main(count: int, *names: str) -> None:
    """Try the editors of these names, or all."""
    for name, editor in EDITORS.items():
        if name in names or not names:
            if shutil.which(editor.program):
                _try(editor, count)
                print(f"{name}: {count} words were typed, and shown", flush=True)
            else:
                print(f"{name}: not installed", flush=True)


def _try(editor: Editor, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "run").mkdir(mode=0o700)
        root = blog(home / "archive", {"2024-05-05-post": text("The post", f"🌊 字\n\n{numbered(120)}")})
        file = next((root / "_posts").glob("*.md"))
        config = home / editor.place
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(_config(editor.config))
        env = environment(home) | {"XDG_RUNTIME_DIR": str(home / "run"), "PATH": _path(home)}
        command = ["/usr/bin/env", editor.program, *editor.run(config, file)]
        read = [*READER, str(root)]
        with Terminal(read, env) as reader, Terminal(read, env) as other:
            for one in (reader, other):
                one.sees("Paragraph number 1.").sees("live")
            # Vim asks an xterm for more than the emulated one knows.
            with Terminal(command, env | {"TERM": "screen-256color"}) as typing:
                typing.sees("Paragraph number 1.")
                _type(editor, typing, (reader, other), count)
                if editor.shows:
                    assert "Typed" not in file.read_text()
                    server = _server_of(typing.process)
                    os.kill(server, signal.SIGKILL)
                    for one in (reader, other):
                        one.sees(lambda screen: "Typed" not in screen and "unsaved" not in screen)
                typing.press(*editor.save)
                reader.sees(lambda screen: "unsaved" not in screen)
                _until(lambda: "Typed" in file.read_text())
            other.sees(f"Typed{count - 1}")


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def _config(beginning: str) -> str:
    """The first configuration in the README below a line that begins like this."""
    _, _, after = README.read_text().partition(f"\n{beginning}")
    found = re.search(r"```\w+\n(.*?)```", after, re.DOTALL)
    assert found, beginning
    return found[1]


def _path(home: Path) -> str:
    """A path on which `tuireader` is this one."""
    program = home / "bin" / "tuireader"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{README.parent}" exec "{sys.executable}" -m tuireader "$@"\n')
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"


def _server_of(editor: int) -> int:
    """The language server that an editor has started, however many processes lie between."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words, at = entry.read_bytes().split(b"\0"), int(entry.parent.name)
            while b"lsp" in words and at > 1:
                if at == editor:
                    return int(entry.parent.name)
                stat = Path(f"/proc/{at}/stat").read_text()
                at = int(stat.rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    raise AssertionError("the editor has no language server")


def _type(editor: Editor, typing: Terminal, readers: tuple[Terminal, ...], count: int) -> None:
    chance = random.Random(count)
    for number in range(count):
        line = chance.randrange(9, LINES) // 2 * 2
        typing.press(*editor.append(line, f" Typed{number}{chance.choice(WORDS)}"))
        # Marks of Markdown are not shown; the number is.
        typing.sees(f"Typed{number}")
        if not editor.shows:
            typing.press(*editor.save)
        for reader in readers:
            reader.sees(f"Typed{number}")
            if editor.shows:
                reader.sees("unsaved")
        time.sleep(chance.random() / 20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20, *sys.argv[2:])
