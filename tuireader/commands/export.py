"""`tuireader export`: a post as one HTML file, with all that it needs inside."""

from __future__ import annotations

import os
import re
from contextlib import closing, nullcontext
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import is_inside, resolved
from tuireader.archive.disk.images import ImageFiles
from tuireader.archive.disk.whole_files import write_whole
from tuireader.archive.locate import locate
from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.text import neutralise
from tuireader.commands.archive_input import read_archive, standard_input
from tuireader.commands.command import OK, STANDARD_INPUT, Subcommand, open_terminal
from tuireader.commands.read_post import ReadPost, read_post
from tuireader.configuration import load_settings
from tuireader.late import dataclass, expression
from tuireader.settings import SettingsProblem
from tuireader.themes.palette import AUTO, Palette, night, paper

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tuireader.catalog.catalog import Catalog
    from tuireader.checking.links import Resolution
    from tuireader.commands.command import Terminal
    from tuireader.rendering.export.document import PageLook

_ENDING: Final = ".html"
_LONGEST_NAME: Final = 100
_NO_NAME: Final = expression(r'[\x00-\x1f/\\:*?"<>|]+')
"""Characters that file names cannot have on some systems."""
_WEB: Final = expression(r"(?:https?:)?//|mailto:|tel:", re.IGNORECASE)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("post", metavar="POST", help="a file, or - for standard input")
    parser.add_argument(
        "--output", metavar="FILE", help="the file to write, or - for standard output [the post's name.html]"
    )
    parser.add_argument(
        "--theme", metavar="NAME", help="use these colours only [paper, or night in the dark]"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there")


def run(options: Namespace) -> int:
    """Write the page and print its path."""
    terminal = open_terminal()
    from_input = options.post == STANDARD_INPUT
    look = _look(options.theme, None if from_input else locate(Path(options.post))[0])
    if isinstance(look, str):
        return terminal.fail(look)
    with standard_input() if from_input else nullcontext(Path(options.post)) as path:
        read = read_post(path)
        if isinstance(read, str):
            return terminal.fail(f"{options.post}: {read}")
        output = options.output or (STANDARD_INPUT if from_input else _default(read))
        if not output:
            return terminal.fail("the current folder is in the archive: name the file with --output")
        page = _page(read, look, terminal, alone=from_input)
    if output == STANDARD_INPUT:
        terminal.out.write(page)
        return OK
    return _write(output, page, terminal, replacing=options.force)


EXPORT = Subcommand("write a post as one HTML file with its pictures inside", arguments, run)


def _look(theme: str | None, archive: Path | None) -> PageLook | str:
    """The look of a page of an archive, or the reason why there is none of that name."""
    from tuireader.rendering.export.document import PageLook

    settings = load_settings(os.environ, {"theme": theme}, archive=archive, themed=bool(theme))
    if isinstance(settings, SettingsProblem):
        return str(settings)
    dates = DateForm(settings.dates)
    if theme in {None, AUTO}:
        return PageLook(paper(), night(), dates)
    palette = settings.themes.palette(settings.theme)
    return PageLook(palette, palette, dates) if isinstance(palette, Palette) else palette.message


def _default(read: ReadPost) -> str:
    """The name of the file in the current folder; empty where that lies in the archive."""
    if is_inside(resolved("."), resolved(str(read.archive.root))):
        return ""
    folder, _, name = read.post.id.rpartition("/")
    slug = (read.post.slug or name).strip("/").rpartition("/")[2]
    if slug in {"index", "_index"}:
        slug = folder.rpartition("/")[2]
    return (_NO_NAME.sub("-", slug)[:_LONGEST_NAME].strip(". ") or "post") + _ENDING


@dataclass(frozen=True)
class _Addresses:
    """The addresses on the web of a post's links; the archive is read when the first one needs it."""

    read: ReadPost
    terminal: Terminal

    @cached_property
    def _known(self) -> tuple[Catalog, Resolution] | None:
        from tuireader.checking.links import Resolution

        archive = self.read.archive
        found = read_archive(str(archive.root), self.terminal, noting=False)
        return (found[1], Resolution(archive, found[1], {})) if found else None

    def of(self, written: str) -> str:
        if _WEB.match(written) or self._known is None:
            return f"https:{written}" if written.startswith("//") else written
        from tuireader.session.link_info import web_address

        catalog, resolution = self._known
        target = resolution.resolve(written, self.read.post.id)
        return web_address(self.read.archive, catalog, target, written, self.read.post)


def _page(read: ReadPost, look: PageLook, terminal: Terminal, *, alone: bool) -> str:
    """The page; a post that is `alone` has neither an archive nor files beside it."""
    from tuireader.rendering.export.document import page_html, post_content
    from tuireader.rendering.export.facts import ExportFacts
    from tuireader.session.drawn.diagrams import drawn_now
    from tuireader.session.link_info import permalink
    from tuireader.session.pictures.embedded import EmbeddedPictures

    files = partial(ImageFiles(read.archive).prepare().of, read.post)
    with closing(EmbeddedPictures(files)) as pictures:
        facts = ExportFacts(drawn_now)
        if not alone:
            facts = ExportFacts(drawn_now, address=_Addresses(read, terminal).of, picture=pictures.of)
        content = post_content(read.body, read.parsers, facts, read.post.title)
    address = "" if alone else permalink(read.archive, read.post)
    return page_html(read.post, content, look, address if _WEB.match(address) else "", read.site.lang or "")


def _write(output: str, page: str, terminal: Terminal, *, replacing: bool) -> int:
    path = os.path.abspath(output)  # noqa: PTH100 - links stay as they are named
    try:
        write_whole(path, page.encode("utf-8", "replace"), replacing=replacing)
    except FileExistsError:
        return terminal.fail(f"there is already a file {output}: --force replaces it")
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return terminal.fail(f"{output} cannot be written: {reason}")
    terminal.line(neutralise(output))
    return OK
