"""`tuireader show`: posts, drawn as in the reader."""

from __future__ import annotations

import os
from argparse import ArgumentTypeError
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.disk.images import ImageFiles
from tuireader.archive.locate import locate
from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.post import Post, PostId
from tuireader.commands.archive_input import standard_input
from tuireader.commands.command import (
    OK,
    STANDARD_INPUT,
    Inks,
    Subcommand,
    Terminal,
    add_json,
    open_terminal,
    shown,
)
from tuireader.commands.read_post import read_post
from tuireader.commands.shown_pictures import ShownPictures
from tuireader.configuration import library_file, load_settings
from tuireader.late import dataclass
from tuireader.rendering.body.blocks import References
from tuireader.rendering.body.parsed_start import parsed_start
from tuireader.rendering.drawing import DrawOptions
from tuireader.rendering.links.hyperlinks import opens_links
from tuireader.rendering.outline import outline
from tuireader.rendering.page.drawer import Drawer
from tuireader.rendering.page.head import draw_head
from tuireader.rendering.page.page import Page
from tuireader.rendering.theme import theme as theme_of
from tuireader.rendering.theme import without_backgrounds
from tuireader.session.drawn.diagrams import drawn_now
from tuireader.session.open_post import View
from tuireader.settings import IMAGES, WIDTHS, SettingsProblem
from tuireader.themes.look import LookService

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping, Sequence

    from tuireader.rendering.body.parsed_start import ParsedStart
    from tuireader.rendering.drawing import Line, LinkSpan, PictureSpan
    from tuireader.rendering.outline import OutlineEntry
    from tuireader.rendering.parsing.markdown import Parsers
    from tuireader.rendering.theme import Theme


@dataclass(frozen=True, slots=True)
class DrawnPost:
    """A post with all its lines; `body_line` is the first line of the body in the file, from 1.

    `pictures` are by the index of their first line, `links` by that of theirs.
    """

    post: Post
    rows: tuple[Line, ...]
    pictures: Mapping[int, PictureSpan]
    links: Mapping[int, Sequence[LinkSpan]]
    outline: tuple[OutlineEntry, ...]
    body_line: int

    @property
    def text(self) -> str:
        """The lines without styles."""
        return "\n".join(row.text.rstrip() for row in self.rows)


def draw_post(
    path: Path, view: View, width: int, name: str | None = None, pictures: ShownPictures | None = None
) -> DrawnPost | str:
    """The post in the file, drawn at that width, or the reason why it cannot be read.

    `name` is its id if the file is only a stand-in. Without `pictures` each has a frame.
    """
    read = read_post(path)
    if isinstance(read, str):
        return read
    post, parsers, body = read.post, read.parsers, read.body
    options = DrawOptions(unfolded=True, title=post.title, diagram=drawn_now)
    if pictures:
        options = replace(
            options, picture_rows=pictures.most_rows, spoiled=pictures.spoiled, diagram=pictures.diagram
        )
    options = (
        options if name else replace(options, picture=partial(ImageFiles(read.archive).prepare().of, post))
    )
    text = parsed_start(parsers.blocks, body, body.count("\n") + 1)
    drawer = Drawer(parsers, view.theme, width, References(), replace(options, raised=text.raised))
    post = replace(post, id=PostId(name)) if name else post
    page = Page(
        text.lines,
        lambda by: draw_head(post, by.theme, by.width, view.dates),
        drawer.changed(references=text.references),
    )
    return _drawn(post, text, page, parsers, read.source.body_line)


def _drawn(post: Post, text: ParsedStart, page: Page, parsers: Parsers, body_line: int) -> DrawnPost:
    page.extend(text.window.blocks)
    rows: list[Line] = []
    pictures: dict[int, PictureSpan] = {}
    links: dict[int, list[LinkSpan]] = {}
    for index in range(len(page)):
        first = len(rows) + page.gap(index)
        pictures |= {first + span.start: span for span in page.drawing(index).pictures}
        for link in page.drawing(index).links:
            links.setdefault(first + link.row, []).append(link)
        rows.extend(row.line for row in page.rows_of(index))
    entries = outline(parsers.full, text.window.blocks, parsers.ids, parsers.id_prefix)
    return DrawnPost(post, tuple(rows), pictures, links, entries, body_line)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("posts", nargs="+", metavar="POST", help="a file, or - for standard input")
    parser.add_argument("--width", type=columns, metavar="COLUMNS", help="the width of the text [80]")
    parser.add_argument("--images", choices=IMAGES, help="how pictures are drawn on a terminal [auto]")
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="[auto]")
    parser.add_argument("--outline", action="store_true", help="print the headings alone")
    add_json(parser)


def columns(text: str) -> int:
    """The number of columns in the text."""
    if not text.isdecimal() or len(text) > 6 or int(text) not in WIDTHS:
        msg = f"a number of columns from {WIDTHS.start} to {WIDTHS.stop - 1}, not {text}"
        raise ArgumentTypeError(msg)
    return int(text)


def run(options: Namespace) -> int:
    """Print each post, skipping unreadable ones."""
    terminal = open_terminal(options.color)
    flags = {"width": options.width, "images": options.images}
    settings = load_settings(os.environ, flags)
    if isinstance(settings, SettingsProblem):
        return terminal.fail(str(settings))
    library = library_file(os.environ)
    look = LookService(settings.theme, settings.themes, library, os.environ)
    any_background = look.palette_on_terminal()
    theme = without_backgrounds(theme_of(any_background)) if any_background else theme_of(look.palette)
    status, first = OK, True
    with ExitStack() as stack:
        pictures = None
        if terminal.coloured and settings.images != "off" and not (options.json or options.outline):
            pictures = stack.enter_context(ShownPictures(theme, settings.images))
        for name in options.posts:
            own = load_settings(os.environ, flags, archive=_archive(name), themed=False)
            if isinstance(own, SettingsProblem):
                status = terminal.fail(str(own))
                continue
            width = own.width if options.width else _fitting(own.width, terminal)
            drawn = _drawn_with_pictures(name, View(theme, DateForm(own.dates)), width, pictures)
            if isinstance(drawn, str):
                status = terminal.fail(f"{name}: {drawn}")
                continue
            if not (first or options.json):
                terminal.line()
            first = False
            _print(drawn, options, theme, terminal, pictures)
    return status


def _fitting(width: int, terminal: Terminal) -> int:
    """The width, or that of a terminal that is narrower."""
    return width if terminal.columns is None else max(WIDTHS.start, min(width, terminal.columns))


def _archive(name: str) -> Path | None:
    """The folder of the archive of a post; None for standard input."""
    return None if name == STANDARD_INPUT else locate(Path(name))[0]


def _drawn_with_pictures(
    name: str, view: View, width: int, pictures: ShownPictures | None
) -> DrawnPost | str:
    """The post of that name, drawn again if some of its pictures cannot be decoded."""
    from_input = name == STANDARD_INPUT
    with standard_input() if from_input else nullcontext(Path(name)) as path:
        while True:
            drawn = draw_post(path, view, width, STANDARD_INPUT if from_input else None, pictures)
            if isinstance(drawn, str) or not pictures or pictures.decode(drawn.pictures.values()):
                return drawn


SHOW = Subcommand("print posts as the reader shows them", arguments, run)


def _print(
    drawn: DrawnPost, options: Namespace, theme: Theme, terminal: Terminal, pictures: ShownPictures | None
) -> None:
    if options.json:
        terminal.json(post_fields(drawn))
    elif options.outline:
        for entry in drawn.outline:
            indent = "  " * (entry.level - 1)
            line = terminal.styled(f"{drawn.body_line + entry.line:>5}", "dim")
            terminal.line(f"{line}  {indent}{shown(entry.title)}")
    else:
        inks = Inks(theme) if terminal.coloured else None
        links = drawn.links if terminal.columns is not None and opens_links(os.environ) else {}
        beside = pictures.rows(drawn.pictures) if pictures else {}
        for index, row in enumerate(drawn.rows):
            text = inks.line(row, links.get(index, ())) if inks else row.text.rstrip()
            if index in beside:
                left, picture = beside[index]
                text += " " * (left - row.width) + picture
            terminal.line(text)


def post_fields(drawn: DrawnPost) -> Mapping[str, object]:
    """The JSON fields of a post as shown; lines count from 1 in the file."""
    return {
        "id": drawn.post.id,
        "title": drawn.post.title,
        "outline": [
            {
                "level": entry.level,
                "title": entry.title,
                "anchor": entry.anchor,
                "line": drawn.body_line + entry.line,
            }
            for entry in drawn.outline
        ],
        "text": drawn.text,
    }
