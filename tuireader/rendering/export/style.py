"""The style sheet of a page: the colours of two palettes, for reading on a screen and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tuireader.rendering.theme import theme
from tuireader.themes.palette import COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

    from tuireader.themes.palette import Palette


def style_sheet(light: Palette, dark: Palette) -> str:
    """The style sheet of a page that is `light` or `dark` as its reader's system is, and light on paper."""
    schemes = "light" if light == dark and not light.dark else "dark" if light == dark else "light dark"
    parts = [f":root {{ color-scheme: {schemes}; {_colours(light)} }}", *_syntax(light)]
    if light != dark:
        inner = "\n".join([f":root {{ {_colours(dark)} }}", *_syntax(dark)])
        parts.append(f"@media screen and (prefers-color-scheme: dark) {{\n{inner}\n}}")
    return "\n".join([*parts, _RULES])


def _colours(palette: Palette) -> str:
    return " ".join(f"--{name}: {getattr(palette, name)};" for name in COLOURS)


def _syntax(palette: Palette) -> Iterator[str]:
    """The rules of highlighted code, each for a kind of Pygments' tokens."""
    for kind, style in theme(palette).syntax.items():
        yield f"pre .{kind} {{ {_declared(style)} }}"


def _declared(style: Style) -> str:
    said = [f"color: {style.color.name}"] if style.color else []
    said += ["font-weight: 600"] * bool(style.bold) + ["font-style: italic"] * bool(style.italic)
    return "; ".join(said)


_RULES: Final = """\
*, ::before, ::after { box-sizing: border-box; }
html { background: var(--background); color: var(--foreground); -webkit-text-size-adjust: none; }
body { margin: 0; padding: 3rem 1.25rem 4rem; overflow-wrap: break-word; line-height: 1.6;
  font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; font-size: 1.125rem; }
main { max-width: 40rem; margin: 0 auto; }
header { margin-bottom: 2.5rem; border-bottom: 1px solid var(--faint); }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2.2em 0 .6em; text-wrap: balance; }
header h1 { font-size: 2.1rem; margin: 0 0 .5rem; }
article h1 { font-size: 1.7rem; color: var(--heading); }
h2 { font-size: 1.45rem; color: var(--heading); }
h3 { font-size: 1.2rem; }
h4, h5, h6 { font-size: 1rem; }
h4, h5, h6 { font-style: italic; }
article > :first-child { margin-top: 0; }
.facts, footer, .address, figcaption, .abbreviations { color: var(--muted); font-size: .85em; }
.facts { margin: 0 0 1rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--faint); }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
p, ul, ol, dl, table, figure, blockquote, pre, details, .callout, .footnote { margin: 1.1em 0; }
li > p:first-child, dd > p:first-child { margin-top: 0; }
li > p:last-child { margin-bottom: 0; }
ul, ol { padding-inline-start: 1.6em; }
li > ul, li > ol { margin: .2em 0; }
li::marker { color: var(--accent); }
li.task { list-style: none; margin-inline-start: -1.4em; }
.box, .footnote .number { color: var(--accent); }
dt { font-weight: 600; }
dd { margin: .2em 0 .8em; margin-inline-start: 1.6em; }
blockquote { margin-inline-start: 0; padding-inline-start: 1.1em; border-inline-start: 3px solid var(--faint); }
hr { width: 25%; margin: 2.5em auto; border: 0; border-top: 1px solid var(--faint); }
mark { background: var(--marked); color: inherit; }
del, s, strike { color: var(--muted); }
code, pre, kbd, samp, tt, span.formula { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono",
  Menlo, Consolas, monospace; font-size: .84em; font-variant-ligatures: none; }
code, kbd, samp { background: var(--surface); padding: .1em .3em; border-radius: 3px; }
code { color: var(--orange); }
kbd { font-weight: 600; border: 1px solid var(--faint); }
pre { margin: 0; padding: .8em 1em; overflow-x: auto; line-height: 1.45; tab-size: 4; background: var(--surface);
  border-radius: 4px; }
code, pre, kbd, samp, .formula, .address { direction: ltr; unicode-bidi: isolate; }
pre { text-align: left; }
pre code { all: unset; }
figure.code, figure.diagram { margin-inline: 0; }
figure.code figcaption, figure.diagram figcaption { margin-bottom: .3em; font-family: ui-monospace, monospace; }
.line { display: block; margin: 0 -1em; padding: 0 1em; }
.line[data-line]::before { content: attr(data-line); display: inline-block; min-width: 2em; margin-inline-end: 1em;
  text-align: right; color: var(--muted); }
.line.marked { background: var(--marked); box-shadow: inset 3px 0 var(--accent); }
.diagram pre, pre.formula { line-height: 1.2; background: none; font-variant-numeric: tabular-nums; }
.diagram .border, .diagram .edge { color: var(--muted); }
.diagram .label { color: var(--green); }
.diagram .title { font-weight: 600; }
span.formula, pre.formula { color: var(--purple); }
pre.formula { margin: 1.1em 0; padding-inline-start: 2em; }
div.formula { margin: 1.1em 0; overflow-x: auto; overflow-y: hidden; }
math { font-size: 1.08em; }
mtd[columnalign="left"] { text-align: left; }
mtd[columnalign="right"] { text-align: right; }
table { display: block; width: max-content; max-width: 100%; overflow-x: auto; border-collapse: collapse;
  font-size: .92em; }
th, td { padding: .35em .8em; border-bottom: 1px solid var(--faint); text-align: start; vertical-align: top; }
th { border-bottom-width: 2px; }
figure { margin-inline: 0; }
img { max-width: 100%; height: auto; vertical-align: middle; }
.caption { color: var(--muted); font-size: .85em; }
p > img:first-child + .caption:last-child { display: block; margin-top: .4em; }
.picture, .placeholder { color: var(--muted); font-style: italic; }
.tag, .abbreviations span { color: var(--accent); }
abbr[title] { text-decoration: underline dotted; text-underline-offset: .15em; }
sup, sub { font-size: .75em; line-height: 0; }
.footnote { font-size: .9em; padding-inline-start: 2.2em; }
.footnote > .number { float: inline-start; margin-inline-start: -2.2em; }
.footnote > :nth-child(2) { margin-top: 0; }
.footnote > p:nth-last-child(2) { display: inline; }
.back { margin-inline-start: .4em; text-decoration: none; }
.callout { padding: .1em 1em .3em; padding-inline-start: 1.1em; border-inline-start: 4px solid var(--kind);
  background: var(--surface); border-start-end-radius: 4px; border-end-end-radius: 4px; }
.callout > :nth-child(2) { margin-top: .4em; }
.callout > :last-child { margin-bottom: .8em; }
.callout > blockquote { margin: 0; padding: 0; border: 0; }
.callout-title, .callout > summary { margin: .6em 0; color: var(--kind); font-weight: 600; }
summary { cursor: pointer; font-weight: 600; }
.blue { --kind: var(--blue); } .green { --kind: var(--green); } .purple { --kind: var(--purple); }
.orange { --kind: var(--orange); } .red { --kind: var(--red); } .muted { --kind: var(--muted); }
:target { background: var(--marked); }
@page { size: auto; margin: 20mm 18mm; }
@media print {
  html, body { background: none; }
  body { padding: 0; font-size: 11pt; line-height: 1.45; }
  main { max-width: none; }
  h1, h2, h3, h4, h5, h6, summary, .callout-title, figcaption { break-after: avoid; }
  pre, figure, img, table, blockquote, tr, .callout, .footnote { break-inside: avoid; }
  thead { display: table-header-group; }
  p, li { orphans: 3; widows: 3; }
  pre { white-space: pre-wrap; overflow: visible; border: 1px solid var(--faint); }
  .diagram pre, pre.formula { border: 0; }
  table { display: table; width: auto; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  article a[href^="http"]:not(.bare)::after { content: " (" attr(href) ")"; font-size: .8em; color: var(--muted);
    overflow-wrap: anywhere; }
  .back, :target { background: none; }
  a { color: inherit; }
}
"""
