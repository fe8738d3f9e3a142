"""The one table of what the reader can do: keys, help, palette and the user's own keys come from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can do.

    `name` is its name in the settings and the palette; `action` is what Textual runs; `keys` are Textual's names
    of keys; `does` completes the sentence "this key …". `group` is its heading in the help. `footer` is the
    short word for it in the footer, or empty.
    """

    name: str
    action: str
    keys: tuple[str, ...]
    does: str
    group: str
    footer: str = ""

    @property
    def binding(self) -> Binding:
        """The command as a binding of Textual's, which the settings can give other keys by its id."""
        return Binding(
            ",".join(self.keys),
            self.action,
            self.footer or self.does,
            show=bool(self.footer),
            key_display=key_display(self.keys[0]) if self.footer else None,
            tooltip=self.does,
            id=self.name,
        )


COMMANDS = (
    Command("line-down", "go('line-down')", ("j", "down"), "goes down a line or row", "Moving"),
    Command("line-up", "go('line-up')", ("k", "up"), "goes up a line or row", "Moving"),
    Command("page-down", "go('page-down')", ("space", "pagedown"), "goes down a page", "Moving"),
    Command("page-up", "go('page-up')", ("b", "pageup"), "goes up a page", "Moving"),
    Command("half-down", "go('half-down')", ("d", "ctrl+d"), "goes down half a page", "Moving"),
    Command("half-up", "go('half-up')", ("u", "ctrl+u"), "goes up half a page", "Moving"),
    Command("top", "go('top')", ("g", "home"), "goes to the top", "Moving"),
    Command("bottom", "go('bottom')", ("G", "end"), "goes to the bottom", "Moving"),
    Command("slide-left", "slide(-8)", ("left",), "slides wide tables and code to the left", "Moving"),
    Command("slide-right", "slide(8)", ("right",), "slides wide tables and code to the right", "Moving"),
    Command("next-heading", "heading(1)", ("right_curly_bracket",), "goes to the next heading", "Moving"),
    Command(
        "previous-heading", "heading(-1)", ("left_curly_bracket",), "goes to the previous heading", "Moving"
    ),
    Command("older", "neighbour(1)", ("J",), "shows the older post in the list", "Posts"),
    Command("newer", "neighbour(-1)", ("K",), "shows the newer post in the list", "Posts"),
    Command("enter", "enter", ("enter",), "goes into the article", "Posts"),
    Command("next-unread", "unread(1)", ("right_square_bracket",), "shows the next unread post", "Posts"),
    Command(
        "previous-unread", "unread(-1)", ("left_square_bracket",), "shows the previous unread post", "Posts"
    ),
    Command("read", "toggle_read", ("r",), "marks the post as read, or as unread again", "Posts"),
    Command("star", "toggle_star", ("asterisk",), "gives the post a star, or takes it away", "Posts"),
    Command("search", "search", ("s",), "searches the archive", "Posts", "search"),
    Command("go-to", "go_to", ("ctrl+o",), "goes to a post by title, file name or heading", "Posts"),
    Command("tags", "tags", ("t",), "chooses tags, years …; Space adds to the filter", "Posts", "tags"),
    Command("exclude", "exclude", ("X",), "leaves out the posts with the tag", "Posts"),
    Command("any-tag", "any_tag", ("ampersand",), "lists posts with any of the tags, or with all", "Posts"),
    Command("unread-only", "only('unread')", ("U",), "lists unread posts only, or all", "Posts"),
    Command("clear-filter", "clear_filter", ("x",), "clears the filter", "Posts"),
    Command("sort", "sort", ("S",), "changes the sort order", "Posts"),
    Command("reverse", "reverse", ("R",), "turns the sort order around", "Posts"),
    Command("find", "find", ("slash",), "finds in this post", "Article", "find"),
    Command("find-next", "find_next(1)", ("n",), "goes to the next match", "Article"),
    Command("find-previous", "find_next(-1)", ("N",), "goes to the previous match", "Article"),
    Command("links", "links", ("f",), "labels links and folds; type one to choose it", "Article", "links"),
    Command("fold", "fold", ("a",), "opens or closes the first fold in sight", "Article"),
    Command("folds", "folds", ("A",), "opens all folds, or closes them again", "Article"),
    Command("notes", "notes", ("m",), "shows footnotes where they are cited", "Article"),
    Command("wrap-code", "wrap_code", ("w",), "wraps long lines of code, or lets them scroll", "Article"),
    Command("copy", "copy", ("y",), "copies code, a link, a quote or the source", "Article"),
    Command("preview", "preview", ("p",), "shows where a link leads without going there", "Article"),
    Command("backlinks", "backlinks", ("B",), "lists what links here, and what else is near", "Article"),
    Command("back", "travel(-1)", ("H", "alt+left"), "goes back", "Article"),
    Command("forward", "travel(1)", ("L", "alt+right"), "goes forward", "Article"),
    Command("source", "toggle_source", ("v",), "shows the source, or the article again", "Article"),
    Command("front-matter", "toggle_front_matter", ("i",), "shows or hides the front matter", "Article"),
    Command("problems", "problems", ("exclamation_mark",), "lists what is wrong with the post", "Article"),
    Command("edit", "edit", ("e",), "opens the post in your editor, at this line", "Article"),
    Command("next-change", "change(1)", ("full_stop",), "goes to the next change since opened", "Saves"),
    Command("previous-change", "change(-1)", ("comma",), "goes to the previous change", "Saves"),
    Command("clear-changes", "clear_changes", ("C",), "clears the marks of what has changed", "Saves"),
    Command("follow", "follow", ("F",), "follows saves: shows what was saved last", "Saves"),
    Command("wider", "measure(4)", ("plus",), "makes the measure wider", "View"),
    Command("narrower", "measure(-4)", ("minus",), "makes the measure narrower", "View"),
    Command("theme", "theme", ("T",), "changes to the next theme, dark or light", "View"),
    Command("outline", "toggle_outline", ("o",), "shows or hides the outline", "View", "outline"),
    Command("left-side", "toggle_left", ("backslash",), "shows or hides posts and tags", "View"),
    Command("article-only", "article_only", ("z",), "shows the article only", "View"),
    Command("next-pane", "pane(1)", ("tab",), "goes to the next link in sight, or pane", "View"),
    Command("previous-pane", "pane(-1)", ("shift+tab",), "goes to the previous link, or pane", "View"),
    Command("step-back", "step_back", ("escape",), "steps back", "View"),
    Command("palette", "app.command_palette", ("ctrl+p", "colon"), "opens the command palette", "Program"),
    Command("help", "help", ("question_mark", "f1"), "shows this help", "Program", "help"),
    Command(
        "suspend", "app.suspend_process", ("ctrl+z",), "stops the reader; the shell's `fg` goes on", "Program"
    ),
    Command("quit", "app.quit", ("q",), "quits", "Program", "quit"),
)

_SIGNS = {
    "full_stop": ".",
    "comma": ",",
    "question_mark": "?",
    "slash": "/",
    "backslash": "\\",
    "plus": "+",
    "minus": "-",
    "colon": ":",
    "asterisk": "*",
    "ampersand": "&",
    "exclamation_mark": "!",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def with_keys(keys: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
    """The table with the user's keys, by command, in place of its own."""
    return tuple(replace(command, keys=keys.get(command.name, command.keys)) for command in COMMANDS)


def bindings(commands: Iterable[Command] = COMMANDS) -> list[Binding]:
    """The table as Textual's bindings."""
    return [command.binding for command in commands]


def key_display(key: str) -> str:
    """A key as a person writes it: `ctrl+p` is `Ctrl+P`, `question_mark` is `?`."""
    *modifiers, last = key.split("+") if key != "+" else ("+",)
    sign = _SIGNS.get(last) or (last if len(last) == 1 and not modifiers else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), sign])


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The user's keys by command, as Textual's keymap."""
    return {name: ",".join(names) for name, names in keys.items()}
