"""The colours and weights in which posts are drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style

from tuireader.late import dataclass
from tuireader.rendering.callout_kinds import KINDS
from tuireader.themes import palette

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tuireader.themes.palette import Palette


@dataclass(frozen=True, slots=True)
class Theme:
    """A style for each role in a post.

    Styles set the foreground and attributes alone, so that the page's background shows through, but for
    `code`, `keyboard`, `mark` and `code_marked`, the background of marked lines. `headings` holds ranks 1 to 6;
    `diagram` is keyed by what a piece of one is, `alerts` by kind (`NOTE`); `syntax` by Pygments' short name of a
    token type, or a beginning of one (`k`, `sd`).
    """

    palette: Palette
    text: Style
    strong: Style
    emphasis: Style
    strike: Style
    underline: Style
    small: Style
    code: Style
    keyboard: Style
    mark: Style
    math: Style
    script: Style
    link: Style
    image: Style
    target: Style
    markup: Style
    footnote: Style
    title: Style
    headings: tuple[Style, Style, Style, Style, Style, Style]
    rule: Style
    marker: Style
    done: Style
    quote_bar: Style
    code_bar: Style
    code_label: Style
    code_block: Style
    code_marked: Style
    missing: Style
    table_head: Style
    table_rule: Style
    diagram: Mapping[str, Style]
    alerts: Mapping[str, Style]
    syntax: Mapping[str, Style]

    @property
    def name(self) -> str:
        """The palette's name."""
        return self.palette.name


def theme(colours: Palette) -> Theme:
    muted = Style(color=colours.muted)
    faint = Style(color=colours.faint)
    return Theme(
        palette=colours,
        text=Style(color=colours.foreground),
        strong=Style(bold=True),
        emphasis=Style(italic=True),
        strike=Style(strike=True, color=colours.muted),
        underline=Style(underline=True),
        small=muted,
        code=Style(color=colours.orange, bgcolor=colours.surface),
        keyboard=Style(bold=True, bgcolor=colours.surface),
        mark=Style(bgcolor=colours.marked),
        math=Style(color=colours.purple),
        script=Style(italic=True, color=colours.muted),
        link=Style(color=colours.accent, underline=True),
        image=Style(color=colours.purple, italic=True),
        target=muted,
        markup=muted,
        footnote=Style(color=colours.accent),
        title=Style(color=colours.foreground, bold=True),
        headings=_headings(colours),
        rule=faint,
        marker=Style(color=colours.accent),
        done=Style(color=colours.green),
        quote_bar=faint,
        code_bar=faint,
        code_label=muted,
        code_block=Style(color=colours.foreground),
        code_marked=Style(bgcolor=colours.surface),
        missing=Style(color=colours.orange),
        table_head=Style(bold=True),
        table_rule=faint,
        diagram=_diagram(colours),
        alerts=_alerts(colours),
        syntax=_syntax(colours),
    )


def without_backgrounds(drawn: Theme) -> Theme:
    """A theme for a background that is not the palette's: nothing has a background of its own."""
    return replace(
        drawn,
        code=drawn.code.without_color + Style(color=drawn.palette.orange),
        keyboard=Style(bold=True),
        mark=Style(reverse=True),
        code_marked=Style(),
    )


def _diagram(colours: Palette) -> Mapping[str, Style]:
    """The styles of diagrams by the roles of their pieces."""
    return {
        "border": Style(color=colours.muted),
        "text": Style(color=colours.foreground),
        "edge": Style(color=colours.muted),
        "label": Style(color=colours.green),
        "title": Style(color=colours.foreground, bold=True),
    }


def _alerts(colours: Palette) -> Mapping[str, Style]:
    """The styles of callouts by their kinds, in capitals."""
    return {
        name.upper(): Style(color=getattr(colours, kind.colour))
        for name, kind in KINDS.items()
        if kind.colour
    }


def _headings(colours: Palette) -> tuple[Style, Style, Style, Style, Style, Style]:
    return (
        Style(color=colours.heading, bold=True),
        Style(color=colours.heading, bold=True),
        Style(color=colours.foreground, bold=True),
        Style(color=colours.foreground, bold=True, italic=True),
        Style(color=colours.foreground, italic=True),
        Style(color=colours.muted, italic=True),
    )


def _syntax(colours: Palette) -> Mapping[str, Style]:
    purple, blue, green, orange = (
        Style(color=colour) for colour in (colours.purple, colours.blue, colours.green, colours.orange)
    )
    muted, red = Style(color=colours.muted), Style(color=colours.red)
    return {
        "c": Style(color=colours.muted, italic=True),
        "k": purple,
        "kc": orange,
        "kt": blue,
        "ow": purple,
        "s": green,
        "se": orange,
        "si": orange,
        "m": orange,
        "l": orange,
        "nb": blue,
        "nc": Style(color=colours.blue, bold=True),
        "nf": blue,
        "nd": purple,
        "ne": red,
        "nt": purple,
        "na": blue,
        "no": orange,
        "gd": red,
        "gi": green,
        "gh": Style(color=colours.blue, bold=True),
        "gu": blue,
        "gp": muted,
        "go": muted,
        "gs": Style(bold=True),
        "ge": Style(italic=True),
    }


def paper() -> Theme:
    """The light theme: ink on uncoated paper."""
    return theme(palette.paper())


def night() -> Theme:
    """The dark theme: warm grey on near black."""
    return theme(palette.night())
