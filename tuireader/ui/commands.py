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
    of keys; `does` says in the imperative what it does. `group` is its heading in the help. `footer` is the
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
    Command("line-down", "go('line-down')", ("j", "down"), "Move down a line", "Moving"),
    Command("line-up", "go('line-up')", ("k", "up"), "Move up a line", "Moving"),
    Command("page-down", "go('page-down')", ("space", "pagedown"), "Move down a page", "Moving"),
    Command("page-up", "go('page-up')", ("b", "pageup"), "Move up a page", "Moving"),
    Command("half-down", "go('half-down')", ("d", "ctrl+d"), "Move down half a page", "Moving"),
    Command("half-up", "go('half-up')", ("u", "ctrl+u"), "Move up half a page", "Moving"),
    Command("top", "go('top')", ("g", "home"), "Go to the top", "Moving"),
    Command("bottom", "go('bottom')", ("G", "end"), "Go to the bottom", "Moving"),
    Command("slide-left", "slide(-8)", ("left",), "Scroll wide tables and code to the left", "Moving"),
    Command("slide-right", "slide(8)", ("right",), "Scroll wide tables and code to the right", "Moving"),
    Command("next-heading", "heading(1)", ("right_curly_bracket",), "Go to the next heading", "Moving"),
    Command(
        "previous-heading", "heading(-1)", ("left_curly_bracket",), "Go to the previous heading", "Moving"
    ),
    Command("older", "neighbour(1)", ("J",), "Show the next post in the list", "Posts"),
    Command("newer", "neighbour(-1)", ("K",), "Show the previous post in the list", "Posts"),
    Command("enter", "enter", ("enter",), "Go to the article", "Posts"),
    Command("next-unread", "unread(1)", ("right_square_bracket",), "Show the next unread post", "Posts"),
    Command(
        "previous-unread", "unread(-1)", ("left_square_bracket",), "Show the previous unread post", "Posts"
    ),
    Command("read", "toggle_read", ("r",), "Mark the post as read or unread", "Posts"),
    Command("star", "toggle_star", ("asterisk",), "Star the post, or remove its star", "Posts"),
    Command("search", "search", ("s",), "Search the archive", "Posts", "search"),
    Command("go-to", "go_to", ("ctrl+o",), "Go to a post by title, file name or heading", "Posts"),
    Command("tags", "tags", ("t",), "Choose tags, years …; Space adds to the filter", "Posts", "tags"),
    Command("exclude", "exclude", ("X",), "Hide posts with the highlighted tag", "Posts"),
    Command("any-tag", "any_tag", ("ampersand",), "List posts with any of the tags, or with all", "Posts"),
    Command("unread-only", "only('unread')", ("U",), "List unread posts only, or all posts", "Posts"),
    Command("clear-filter", "clear_filter", ("x",), "Clear the filter", "Posts"),
    Command("sort", "sort", ("S",), "Change the sort order", "Posts"),
    Command("reverse", "reverse", ("R",), "Reverse the sort order", "Posts"),
    Command("find", "find", ("slash",), "Find in this post", "Article", "find"),
    Command("find-next", "find_next(1)", ("n",), "Go to the next match", "Article"),
    Command("find-previous", "find_next(-1)", ("N",), "Go to the previous match", "Article"),
    Command("links", "links", ("f",), "Label links and folds; type a label to choose", "Article", "links"),
    Command("fold", "fold", ("a",), "Open or close the first fold in sight", "Article"),
    Command("folds", "folds", ("A",), "Open all folds, or close them again", "Article"),
    Command("notes", "notes", ("m",), "Show footnotes where they are cited, or at the end", "Article"),
    Command("wrap-code", "wrap_code", ("w",), "Wrap long lines of code, or let them scroll", "Article"),
    Command("copy", "copy", ("y",), "Copy code, a link, a quote or the source", "Article"),
    Command("preview", "preview", ("p",), "Show where a link leads without going there", "Article"),
    Command("backlinks", "backlinks", ("B",), "List what links here, and related posts", "Article"),
    Command("back", "travel(-1)", ("H", "alt+left"), "Go back", "Article"),
    Command("forward", "travel(1)", ("L", "alt+right"), "Go forward", "Article"),
    Command("source", "toggle_source", ("v",), "Show the source, or the article again", "Article"),
    Command("front-matter", "toggle_front_matter", ("i",), "Show or hide the front matter", "Article"),
    Command("problems", "problems", ("exclamation_mark",), "List the problems of the post", "Article"),
    Command("edit", "edit", ("e",), "Open the post in your editor, at this line", "Article"),
    Command(
        "next-change", "change(1)", ("full_stop",), "Go to the next change since the post was opened", "Saves"
    ),
    Command("previous-change", "change(-1)", ("comma",), "Go to the previous change", "Saves"),
    Command("clear-changes", "clear_changes", ("C",), "Clear the marks of changes", "Saves"),
    Command("follow", "follow", ("F",), "Follow saves: show the post that was saved last", "Saves"),
    Command("wider", "measure(4)", ("plus",), "Make the text wider", "View"),
    Command("narrower", "measure(-4)", ("minus",), "Make the text narrower", "View"),
    Command("theme", "theme", ("T",), "Switch to the next theme, dark or light", "View"),
    Command("outline", "toggle_outline", ("o",), "Show or hide the outline", "View", "outline"),
    Command("left-side", "toggle_left", ("backslash",), "Show or hide posts and tags", "View"),
    Command("article-only", "article_only", ("z",), "Show the article only, or all panes again", "View"),
    Command("next-pane", "pane(1)", ("tab",), "Go to the next link in sight, or pane", "View"),
    Command("previous-pane", "pane(-1)", ("shift+tab",), "Go to the previous link, or pane", "View"),
    Command("step-back", "step_back", ("escape",), "Step back", "View"),
    Command("palette", "app.command_palette", ("ctrl+p", "colon"), "Open the command palette", "Program"),
    Command("help", "help", ("question_mark", "f1"), "Show this help", "Program", "help"),
    Command(
        "suspend",
        "app.suspend_process",
        ("ctrl+z",),
        "Suspend the reader; the shell's `fg` resumes it",
        "Program",
    ),
    Command("quit", "app.quit", ("q",), "Quit", "Program", "quit"),
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
