"""The table of commands: keys, help, palette and the user's own keys come from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tuireader.ui.arrangement import STEP
from tuireader.ui.keys import Command
from tuireader.ui.motion import MOVES, Motion, Move

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.ui.reader.parts import ReaderParts


def _moving(move: Move) -> Command[ReaderParts]:
    return Command(
        move.motion.value,
        lambda reader: reader.keyboard.go(move.motion),
        move.keys,
        move.does,
        "Moving",
        repeats=move.motion not in {Motion.TOP, Motion.BOTTOM},
    )


# fmt: off
COMMANDS: tuple[Command[ReaderParts], ...] = (
    *map(_moving, MOVES),
    Command("slide-left", lambda reader: reader.context.article.slide(-8), ("left", "h"),
            "Scroll wide tables and code to the left", "Moving", repeats=True),
    Command("slide-right", lambda reader: reader.context.article.slide(8), ("right", "l"),
            "Scroll wide tables and code to the right", "Moving", repeats=True),
    Command("next-heading", lambda reader: reader.keyboard.step_section(1), ("right_curly_bracket",),
            "Go to the next heading", "Moving", repeats=True),
    Command("previous-heading", lambda reader: reader.keyboard.step_section(-1), ("left_curly_bracket",),
            "Go to the previous heading", "Moving", repeats=True),
    Command("next-post", lambda reader: reader.navigator.step_post(1), ("J",),
            "Show the next post in the list", "Posts", repeats=True),
    Command("previous-post", lambda reader: reader.navigator.step_post(-1), ("K",),
            "Show the previous post in the list", "Posts", repeats=True),
    Command("enter", lambda reader: reader.keyboard.enter(), ("enter",), "Go to the article", "Posts"),
    Command("next-unread", lambda reader: reader.navigator.step_unread(1, reader.memory.is_unread),
            ("right_square_bracket",), "Show the next unread post", "Posts", repeats=True),
    Command("previous-unread", lambda reader: reader.navigator.step_unread(-1, reader.memory.is_unread),
            ("left_square_bracket",), "Show the previous unread post", "Posts", repeats=True),
    Command("read", lambda reader: reader.memory.toggle_read(), ("r",),
            "Mark the post as read or unread", "Posts"),
    Command("read-all", lambda reader: reader.memory.toggle_all_read(), ("M",),
            "Mark all listed posts as read, or undo that", "Posts"),
    Command("star", lambda reader: reader.memory.toggle_star(), ("asterisk",),
            "Star the post, or remove its star", "Posts"),
    Command("search", lambda reader: reader.search.search(), ("s",), "Search the archive", "Posts", "search"),
    Command("go-to", lambda reader: reader.search.go_to(), ("ctrl+o",),
            "Go to a post by title, file name or heading", "Posts"),
    Command("tags", lambda reader: reader.filter.choose(), ("t",),
            "Choose tags, years …; Space adds to the filter", "Posts", "tags"),
    Command("exclude", lambda reader: reader.filter.exclude(), ("X",),
            "Hide posts with the highlighted tag", "Posts"),
    Command("any-tag", lambda reader: reader.filter.toggle_any_tag(), ("ampersand",),
            "List posts with any of the tags, or with all", "Posts"),
    Command("unread-only", lambda reader: reader.filter.toggle_unread(), ("U",),
            "List unread posts only, or all posts", "Posts"),
    Command("clear-filter", lambda reader: reader.filter.clear(), ("x",), "Clear the filter", "Posts"),
    Command("sort", lambda reader: reader.filter.next_sort(), ("S",), "Change the sort order", "Posts"),
    Command("reverse", lambda reader: reader.filter.reverse(), ("R",), "Reverse the sort order", "Posts"),
    Command("find", lambda reader: reader.keyboard.find(), ("slash",), "Find in this post", "Article", "find"),
    Command("find-next", lambda reader: reader.context.reading.matches.step(1), ("n",),
            "Go to the next match", "Article", repeats=True),
    Command("find-previous", lambda reader: reader.context.reading.matches.step(-1), ("N",),
            "Go to the previous match", "Article", repeats=True),
    Command("links", lambda reader: reader.links.label(), ("f",),
            "Label links and folds; type a label to choose", "Article", "links"),
    Command("fold", lambda reader: reader.keyboard.toggle_fold(), ("a",),
            "Open or close a fold, or a section of the outline", "Article"),
    Command("folds", lambda reader: reader.keyboard.toggle_all_folds(), ("A",),
            "Open all folds, or close them again", "Article"),
    Command("notes", lambda reader: reader.context.say(reader.context.reading.folding.toggle_notes()), ("m",),
            "Show footnotes where they are cited, or at the end", "Article"),
    Command("wrap-code", lambda reader: reader.context.say(reader.context.reading.folding.toggle_wrapping()), ("w",),
            "Wrap long lines of code, or let them scroll", "Article"),
    Command("images", lambda reader: reader.context.say(reader.context.reading.folding.toggle_pictures()), ("I",),
            "Draw pictures, or frames in their place", "Article"),
    Command("fetch-image", lambda reader: reader.context.reading.folding.fetch_picture(reader.context), ("D",),
            "Fetch the picture in sight from the web", "Article"),
    Command("copy", lambda reader: reader.clipboard.ask(), ("y",),
            "Copy code, a link, a quote or the source", "Article"),
    Command("preview", lambda reader: reader.links.preview(), ("p",),
            "Show where a link leads without going there", "Article"),
    Command("backlinks", lambda reader: reader.panels.show_backlinks(), ("B",),
            "List what links here, and related posts", "Article"),
    Command("back", lambda reader: reader.navigator.travel(-1), ("H", "alt+left"), "Go back", "Article", repeats=True),
    Command("forward", lambda reader: reader.navigator.travel(1), ("L", "alt+right"),
            "Go forward", "Article", repeats=True),
    Command("source", lambda reader: reader.context.reading.toggle_source(), ("v",),
            "Show the source, or the article again", "Article"),
    Command("front-matter", lambda reader: reader.context.reading.shown.toggle_front_matter(), ("i",),
            "Show or hide the front matter", "Article"),
    Command("web", lambda reader: reader.links.open_page(), ("O",),
            "Open the post's page in the browser", "Article"),
    Command("problems", lambda reader: reader.panels.show_problems(), ("exclamation_mark",),
            "List the problems of the post", "Article"),
    Command("edit", lambda reader: reader.editing.edit(), ("e",),
            "Open the post in your editor, at this line", "Article"),
    Command("new", lambda reader: reader.writer.ask(), ("ctrl+n",),
            "Write a new post in your editor", "Article"),
    Command("next-change", lambda reader: reader.live.step_change(1), ("full_stop",),
            "Go to the next change since the post was opened", "Saves", repeats=True),
    Command("previous-change", lambda reader: reader.live.step_change(-1), ("comma",),
            "Go to the previous change", "Saves", repeats=True),
    Command("clear-changes", lambda reader: reader.live.clear_changes(), ("C",),
            "Clear the marks of changes", "Saves"),
    Command("follow", lambda reader: reader.live.toggle_following(), ("F",),
            "Follow saves: show the post that was saved last", "Saves"),
    Command("wider", lambda reader: reader.layout.widen(4), ("plus",), "Make the text wider", "View", repeats=True),
    Command("narrower", lambda reader: reader.layout.widen(-4), ("minus",),
            "Make the text narrower", "View", repeats=True),
    Command("side-wider", lambda reader: reader.layout.widen_side(STEP), ("greater_than_sign",),
            "Widen the side with the focus, or the left one", "View", repeats=True),
    Command("side-narrower", lambda reader: reader.layout.widen_side(-STEP), ("less_than_sign",),
            "Narrow the side with the focus, or the left one", "View", repeats=True),
    Command("theme", lambda reader: reader.looks.choose(), ("T",),
            "Choose a theme", "View"),
    Command("outline", lambda reader: reader.layout.toggle_outline(), ("o",),
            "Show or hide the outline", "View", "outline"),
    Command("left-side", lambda reader: reader.layout.toggle_left(), ("backslash",),
            "Show or hide posts and tags", "View"),
    Command("article-only", lambda reader: reader.layout.toggle_article_only(), ("z",),
            "Show the article only, or all panes again", "View"),
    Command("mouse", lambda reader: reader.program.toggle_mouse(), ("V",),
            "Give the mouse to the terminal, or take it back", "View"),
    Command("next-pane", lambda reader: reader.keyboard.step_pane(1), ("tab",),
            "Go to the next link in sight, or pane", "View", repeats=True),
    Command("previous-pane", lambda reader: reader.keyboard.step_pane(-1), ("shift+tab",),
            "Go to the previous link, or pane", "View", repeats=True),
    Command("step-back", lambda reader: reader.keyboard.step_back(), ("escape",), "Step back", "View"),
    Command("palette", lambda reader: reader.palette.show(), ("ctrl+p", "colon"),
            "Find an action, a theme, a post or a heading", "Program"),
    Command("help", lambda reader: reader.panels.show_help(), ("question_mark", "f1"),
            "Show the help", "Program", "help"),
    Command("suspend", lambda reader: reader.program.suspend(), ("ctrl+z",),
            "Suspend the reader; the shell's `fg` resumes it", "Program"),
    Command("quit", lambda reader: reader.program.quit(), ("q",), "Quit", "Program", "quit"),
)
# fmt: on


def with_keys(keys: Mapping[str, tuple[str, ...]]) -> tuple[Command[ReaderParts], ...]:
    """The commands with the user's keys; a key taken by one command is lost to the others."""
    taken = {key for given in keys.values() for key in given}
    return tuple(
        replace(
            command,
            keys=keys[command.name]
            if command.name in keys
            else tuple(key for key in command.keys if key not in taken),
        )
        for command in COMMANDS
    )
