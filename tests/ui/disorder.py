"""Whatever can happen to an archive while it is read, at random but the same for the same seed."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

FOLDERS = ("_posts", "_drafts", "notes/_posts", "notes/deep/_posts", "pages", "_site", "node_modules/x")


class Disorder:
    """Does things to the archive at `root`; `outside` is a folder beside it, on the same file system."""

    def __init__(self, root: Path, outside: Path, chance: random.Random) -> None:
        self.root, self.outside, self.chance = root, outside, chance
        self.count = 0
        self.log: list[str] = []
        outside.mkdir(exist_ok=True)
        self.deeds: tuple[Callable[[], None], ...] = (
            self.write, self.write, self.write, self.append, self.empty, self.replace_within, self.replace_within,
            self.replace_from_outside, self.save_as_vim, self.save_as_jetbrains, self.delete, self.rename, self.swap,
            self.rename_folder, self.move_folder_out, self.move_folder_in, self.remove_folder, self.copy_folder,
            self.link, self.link_folder, self.hard_link, self.touch, self.configure, self.check_out, self.litter,
        )  # fmt: skip

    def go_on(self) -> None:
        """Do one thing."""
        deed = self.chance.choice(self.deeds)
        try:
            deed()
        except (OSError, shutil.Error) as error:
            self.log.append(f"{deed.__name__}: {type(error).__name__}")
        else:
            self.log.append(deed.__name__)

    def text(self) -> str:
        self.count += 1
        number, words = self.count, "word " * self.chance.randrange(40)
        return f"---\ntitle: Title {number}\ntags: [t{number % 5}]\n---\n\nBody {number} {words}\n"

    def new_path(self) -> Path:
        self.count += 1
        folder = self.root / self.chance.choice(FOLDERS)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"20{self.count % 20 + 10}-01-{self.count % 28 + 1:02}-n{self.count}.md"

    def path(self) -> Path:
        """A post that is there, or a new one where there is none."""
        found = sorted(path for path in self.root.rglob("*.md") if path.is_file())
        return self.chance.choice(found) if found else self.new_path()

    def folder(self) -> Path:
        found = sorted(path for path in self.root.rglob("*") if path.is_dir())
        return self.chance.choice(found) if found else self.new_path().parent

    # Deeds

    def write(self) -> None:
        (self.path() if self.chance.random() < 0.6 else self.new_path()).write_text(self.text())

    def append(self) -> None:
        with self.path().open("a") as file:
            file.write("More.\n")

    def empty(self) -> None:
        self.path().write_text("")

    def replace_within(self) -> None:
        path = self.path()
        temporary = path.with_name(
            self.chance.choice(["sedAb12Cd", f".{path.name}.Xy12Zz", f"{path.name}.tmp"])
        )
        temporary.write_text(self.text())
        temporary.replace(path)

    def replace_from_outside(self) -> None:
        temporary = self.outside / "temporary"
        temporary.write_text(self.text())
        temporary.replace(self.path())

    def save_as_vim(self) -> None:
        path = self.path()
        backup = path.with_name(path.name + "~")
        path.rename(backup)
        path.write_text(self.text())
        backup.unlink()

    def save_as_jetbrains(self) -> None:
        path = self.path()
        new, old = (path.with_name(f"{path.name}___jb_{kind}___") for kind in ("tmp", "old"))
        new.write_text(self.text())
        path.rename(old)
        new.rename(path)
        old.unlink()

    def delete(self) -> None:
        self.path().unlink()

    def rename(self) -> None:
        self.path().rename(self.new_path())

    def swap(self) -> None:
        one, other, aside = self.path(), self.path(), self.outside / "aside"
        one.rename(aside)
        other.rename(one)
        aside.rename(other)

    def rename_folder(self) -> None:
        self.count += 1
        folder = self.folder()
        folder.rename(self.folder() / (folder.name if self.chance.random() < 0.5 else f"f{self.count}"))

    def move_folder_out(self) -> None:
        self.count += 1
        self.folder().rename(self.outside / f"out{self.count}")

    def move_folder_in(self) -> None:
        found = sorted(path for path in self.outside.iterdir() if path.is_dir())
        if found:
            self.count += 1
            self.chance.choice(found).rename(self.root / "notes" / f"in{self.count}")

    def remove_folder(self) -> None:
        shutil.rmtree(self.folder())

    def copy_folder(self) -> None:
        self.count += 1
        folder = self.folder()
        if len(list(folder.rglob("*"))) < 60:
            copy = self.outside / f"copy{self.count}"
            shutil.copytree(folder, copy, symlinks=True)
            shutil.copytree(copy, self.root / f"copy{self.count}", symlinks=True)

    def link(self) -> None:
        self.new_path().symlink_to(self.path())

    def link_folder(self) -> None:
        self.count += 1
        (self.root / f"link{self.count}").symlink_to(self.folder())

    def hard_link(self) -> None:
        self.new_path().hardlink_to(self.path())

    def touch(self) -> None:
        os.utime(self.path())

    def configure(self) -> None:
        text = self.chance.choice(["title: One\n", "title: Two\npermalink: pretty\n", "exclude: [pages]\n"])
        (self.root / "_config.yml").write_text(text)

    def check_out(self) -> None:
        """Replace a good part of all files as git does, one after the other."""
        for path in sorted(self.root.rglob("*.md")):
            if self.chance.random() < 0.3:
                path.unlink(missing_ok=True)
                if self.chance.random() < 0.8:
                    path.write_text(self.text())

    def litter(self) -> None:
        folder = self.folder()
        for name in ("a.md~", ".a.md.swp", "#a.md#", "4913", "2020-01-01-a.md.bak"):
            (folder / name).write_text("litter")
        (folder / ".#a.md").symlink_to("nobody@nowhere")
