"""The reader, which writes to a file what it knew in the end: python -m tests.fuzz.observed ARCHIVE REPORT.

Beside that file, `REPORT.waiting` says how many keys are not acted upon yet, and `REPORT.aborted` where each thread was
when the reader was ended by SIGABRT.
"""

from __future__ import annotations

import faulthandler
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import scan
from tuireader.failures import report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from tuireader.archive.post import Post

LOOK: Final = 0.2
"""Seconds between two looks at how many keys wait."""


def told(posts: Iterable[Post]) -> set[str]:
    """Posts, each in a line that is another one when it is saved."""
    return {f"{post.id} {post.title!r} {post.words} {post.tags}" for post in posts}


def posts_of(root: Path) -> set[str]:
    """The posts that a fresh reading of a folder finds."""
    archive = open_archive(root)
    assert isinstance(archive, Archive)
    return told(post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts)


def is_wanted(file: str) -> bool:
    """Whether the reader is to be left."""
    return Path(f"{file}.wanted").exists()


def write(file: str, parts: list[str]) -> None:
    """Write a report."""
    Path(file).write_text("\0".join(parts), encoding="utf-8", errors="surrogateescape")


def main(archive: str, file: str) -> int:
    """Run the reader, and write the report when it is left."""
    from tuireader import cli
    from tuireader.ui.app import ReaderApp

    class Observed(ReaderApp):
        CSS_PATH = Path(sys.modules[ReaderApp.__module__].__file__ or "").with_name("reader.tcss")  # type: ignore[assignment]

        def on_mount(self) -> None:
            self.set_interval(LOOK, self._tell_waiting)

        def _tell_waiting(self) -> None:
            waiting = len(self._typed) + self._message_queue.qsize()
            Path(f"{file}.waiting").write_text(f"{waiting}", encoding="ascii")

        def exit(
            self, result: None = None, return_code: int = 0, message: RenderableType | None = None
        ) -> None:
            # A key, or a choice in the palette, can ask for it by chance.
            if is_wanted(file):
                super().exit(result, return_code, message)

        async def on_unmount(self) -> None:
            parts = [
                "\n".join(told(self._live_archive.catalog)),
                *(report(one, "something") for one in self.failures),
            ]
            write(file, parts)

    sys.modules[ReaderApp.__module__].ReaderApp = Observed  # type: ignore[attr-defined]
    with Path(f"{file}.aborted").open("w", encoding="utf-8") as aborted:
        faulthandler.enable(aborted)
        return cli.main([archive])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
