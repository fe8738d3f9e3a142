"""The ways in which editors and tools save a file, call by call."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def in_place(path: Path, text: str) -> None:
    """nano, VS Code, `>`, cp: truncate and write."""
    path.write_text(text)


def in_pieces(path: Path, text: str) -> None:
    """A slow writer: each piece reaches the disk on its own."""
    with path.open("w", buffering=1) as file:
        for at in range(0, len(text), 7):
            file.write(text[at : at + 7])
            file.flush()


def emptied_before(path: Path, text: str) -> None:
    """Emptied by one program, filled by the next: `: > a; cat >> a`."""
    path.write_text("")
    with path.open("a") as file:
        file.write(text)


def grown_then_cut(path: Path, text: str) -> None:
    """Written over from the beginning, then cut to its length."""
    with path.open("r+") as file:
        file.write(text)
        file.truncate()


def vim(path: Path, text: str) -> None:
    """Vim, `backupcopy=auto` as on Linux."""
    probe = path.with_name("4913")
    probe.touch()
    probe.unlink()
    vim_renaming(path, text)
    path.chmod(0o644)


def vim_renaming(path: Path, text: str) -> None:
    """Vim, `backupcopy=no`."""
    backup = path.with_name(path.name + "~")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def vim_copying(path: Path, text: str) -> None:
    """Vim, `backupcopy=yes`, and for links."""
    backup = path.with_name(path.name + "~")
    backup.write_bytes(path.read_bytes())
    path.write_text(text)
    backup.unlink()


def vim_swapping(path: Path, text: str) -> None:
    """Vim, in place, with its swap file beside."""
    swap = path.with_name(f".{path.name}.swp")
    swap.write_bytes(b"b0VIM")
    path.write_text(text)
    swap.unlink()


def emacs_first(path: Path, text: str) -> None:
    """Emacs, the first save of a session: lock, backup by renaming, a new file."""
    lock = path.with_name(f".#{path.name}")
    lock.symlink_to("writer@desk.1234:5678")
    path.with_name(f"#{path.name}#").write_text(text)
    path.rename(path.with_name(path.name + "~"))
    path.write_text(text)
    path.chmod(0o644)
    lock.unlink()
    path.with_name(f"#{path.name}#").unlink()


def jetbrains(path: Path, text: str) -> None:
    """JetBrains with safe writes."""
    old, new = (path.with_name(f"{path.name}___jb_{kind}___") for kind in ("old", "tmp"))
    new.write_text(text)
    path.rename(old)
    new.rename(path)
    old.unlink()


def sed(path: Path, text: str) -> None:
    """sed -i, perl -i."""
    _renamed(path, path.with_name("sedKx8aYb"), text)


def rsync(path: Path, text: str) -> None:
    """rsync; its times are set before the renaming."""
    _renamed(path, path.with_name(f".{path.name}.d6Xc1v"), text)


def os_replace(path: Path, text: str) -> None:
    """Programs that write a file of their own naming and put it in place."""
    _renamed(path, path.with_name(path.name + ".tmp"), text)


def kde(path: Path, text: str) -> None:
    """Kate and all that save with Qt."""
    _renamed(path, path.with_name(path.name + ".kGhJab"), text)


def glib(path: Path, text: str) -> None:
    """gedit, Text Editor."""
    _renamed(path, path.with_name(".goutputstream-7KPM01"), text)


def helix(path: Path, text: str) -> None:
    """Helix: a backup beside it while it writes in place."""
    backup = path.with_name(path.name + "Ab12Cd.bck")
    path.rename(backup)
    path.write_text(text)
    backup.unlink()


def from_outside(path: Path, text: str) -> None:
    """A temporary file outside the archive, renamed over the post."""
    _renamed(path, path.parents[2] / "temporary", text)


def git(path: Path, text: str) -> None:
    """git checkout, stash, merge; tar x."""
    path.unlink()
    path.write_text(text)


def linked_over(path: Path, text: str) -> None:
    """Unlinked, and a finished file linked in its place."""
    finished = path.parents[2] / "finished"
    finished.write_text(text)
    path.unlink()
    os.link(finished, path)
    finished.unlink()


def _renamed(path: Path, temporary: Path, text: str) -> None:
    temporary.write_text(text)
    temporary.replace(path)


SAVES = (
    in_place, in_pieces, emptied_before, grown_then_cut, vim, vim_renaming, vim_copying, vim_swapping, emacs_first,
    jetbrains, sed, rsync, os_replace, kde, glib, helix, from_outside, git, linked_over,
)  # fmt: skip


# Real programs, in batch mode: the arguments after which each has put {new} in the place of {path}.

VIM_MODES = {
    "vim-auto": ("set backupcopy=auto",),
    "vim-no": ("set backupcopy=no writebackup",),
    "vim-yes": ("set backupcopy=yes",),
    "vim-backup": ("set backup backupcopy=no",),
    "vim-no-backup": ("set nobackup nowritebackup",),
}


def commands() -> Mapping[str, tuple[str, ...]]:
    """Return how each program saves a post, by a name that begins with the program's."""
    found = {
        mode: ("vim", "-N", "-u", "NONE", "-es", *(part for one in options for part in ("-c", one)),
               "-c", "%!cat {new}", "-c", "wq", "{path}")
        for mode, options in VIM_MODES.items()
    }  # fmt: skip
    script = 'BEGIN {{ local $/; open F, "{new}"; $n = <F> }} $_ = $. == 1 ? $n : ""'
    lisp = '(progn (find-file "{path}") (erase-buffer) (insert-file-contents "{new}") (save-buffer))'
    return {
        **found,
        "emacs": ("emacs", "-Q", "--batch", "--eval", lisp),
        "sed": ("sed", "-i", "-n", "-e", "1r {new}", "{path}"),
        "rsync": ("rsync", "--ignore-times", "{new}", "{path}"),
        "cp": ("cp", "{new}", "{path}"),
        "mv": ("mv", "{new}", "{path}"),
        "perl": ("perl", "-i", "-pe", script, "{path}"),
        "install": ("install", "-m", "644", "{new}", "{path}"),
        "dd": ("dd", "if={new}", "of={path}", "bs=16", "status=none"),
    }  # fmt: skip


def run(command: tuple[str, ...], path: Path, new: Path) -> None:
    """Let a program save; its own words are of no interest."""
    words = [word.format(path=path, new=new) for word in command]
    subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=30)


def nano(path: Path, text: str) -> None:
    """Type a text at the end of a file in nano, in a pseudo-terminal, and save."""
    import pexpect

    editor = pexpect.spawn("nano", ["--ignorercfiles", "+999", os.fspath(path)], timeout=15, encoding="utf-8")
    editor.expect("Exit")
    editor.send(f"{text}\x0f\r\x18")
    editor.expect(pexpect.EOF)
    editor.close()
