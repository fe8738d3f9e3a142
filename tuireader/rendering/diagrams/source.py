"""The source of a diagram: its kind, what is only for colours and browsers, and the words that are to be shown."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from tuireader.late import dataclass, expression
from tuireader.rendering.diagrams.charts import plain_chart

if TYPE_CHECKING:
    from collections.abc import Iterator

BOXES: Final = frozenset({
    "classDiagram", "classDiagram-v2", "erDiagram", "flowchart", "flowchart-elk", "graph", "sequenceDiagram",
    "stateDiagram", "stateDiagram-v2",
})  # fmt: skip
"""The kinds that are drawn here, at once."""
CHARTS: Final = frozenset({
    "gantt", "gitGraph", "journey", "kanban", "mindmap", "pie", "quadrantChart", "timeline", "treemap", "treemap-beta",
    "xychart", "xychart-beta",
})  # fmt: skip
"""The kinds whose drawing takes longer, in another process."""

_FRONT: Final = expression(r"\A\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*(?:\n|\Z)", re.DOTALL)
_PIE: Final = expression(r"\Apie\b(?:[ \t]+showData)?[ \t]+title[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_TITLE: Final = expression(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_COMMENT: Final = expression(
    r"%%\{.*?\}%%|^[ \t]*%%[^\n]*|^[ \t]*accDescr[ \t]*\{.*?\}|^[ \t]*acc(?:Title|Descr)[ \t]*:[^\n]*",
    re.DOTALL | re.MULTILINE,
)
_BREAK: Final = expression(r"<br\s*/?>")
_ENTITY: Final = expression(r"[#&]#?(\w{2,10});")
_NAMED_ENTITY: Final = expression(
    r'"([^"\n]+)"(?=[ \t]*(?:[|}][|o](?:--|\.\.)|\{[ \t]*$))|(?<=[|{] )"([^"\n]+)"(?=[ \t]*:)', re.MULTILINE
)
"""The name of an entity in quotation marks, before or after a relation, or before its attributes."""
_GENERIC: Final = expression(r"^[ \t]*class[ \t]+(\w+)(~[^~\n]+~)", re.MULTILINE)
_RELATION: Final = expression(r"--|\.\.")
_CLASS_NAME: Final = expression(r"(?<![\w~\"])[A-Za-z_]\w*(?![\w~])")
_TWICE_ROUND: Final = expression(r"\(\(\(([^()\n]+)\)\)\)")
_SLANTED: Final = expression(r"\[[/\\]([^\[\]\n]+?)[/\\]\]")
_CLASS: Final = expression(r":::[\w-]+(?:,[\w-]+)*")
_LOOK: Final = expression(
    r"^[ \t]*(?:style|classDef|linkStyle|click|links?|callback|properties|class[ \t]+[\w,-]+[ \t]+\w+[ \t]*;?$)"
)
_OF_ENTITIES: Final = expression(r"^[ \t]*(?:direction|style|classDef|class)\b[^\n]*", re.MULTILINE)
_ICON: Final = expression(r"\bfa[bsrlk]?:fa-[\w-]+[ \t]+(?=[^\s\])}|\"])")
_MARKED: Final = expression(r'"`(.*?)`"', re.DOTALL)
_SHAPE: Final = expression(r"(?<![\w\])}\"])([\w.-]+)@\{([^{}]*)\}")
_LABEL: Final = expression(r"""["']?(?:label|alias)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([^,}"']+))""")
_NAMED_EDGE: Final = expression(r"(?<=\s)[\w-]+@(?=[-=.~<ox])")
_SHOWN: Final = expression(
    r"""\["?([^\[\]]+?)"?\]|\("?([^()]+?)"?\)|\{"?([^{}]+?)"?\}|\|"?([^|]+?)"?\||"([^"]+)"|:[ \t]*([^:{}\n]+)$"""
)
_TAG: Final = expression(r"<[^<>]*>|#\w+;")
_WORD: Final = expression(r"[^\W\d_]{3,18}")
_SETTING: Final = expression(
    r"[ \t]*(?:dateFormat|axisFormat|tickInterval|excludes|todayMarker|weekday|commit|branch|checkout|merge|switch"
    r"|cherry-pick|showData|bar|line|::icon)\b"
)
_KEYWORD: Final = expression(r"[ \t]*(?:title|section|quadrant-\d|[xy]-axis)\b")
_NOTE: Final = expression(r"[ \t]*note\b[^:\"]*")


@dataclass(frozen=True, slots=True)
class DiagramSource:
    """A diagram's `kind`, its `title` if its front matter has one, and what is to be drawn of it."""

    kind: str
    title: str
    text: str

    def labels(self) -> Iterator[tuple[str, list[str]]]:
        """The lines of the source that have text to be shown, each with the words of that."""
        if self.kind in CHARTS:
            yield from self._chart_labels()
            return
        in_note = False
        for line in self.text.split("\n"):
            if in_note := in_note and line.strip() != "end note":
                yield line, _WORD.findall(line)
            elif not _LOOK.match(line):
                said = " ".join(next(filter(None, found.groups()), "") for found in _SHOWN.finditer(line))
                if words := _WORD.findall(_TAG.sub(" ", said)):
                    yield line, words
                in_note = _NOTE.fullmatch(line) is not None

    def _chart_labels(self) -> Iterator[tuple[str, list[str]]]:
        for line in self.text.split("\n")[1:]:
            if not _SETTING.match(line):
                said = _KEYWORD.sub("", line)
                yield (
                    line,
                    _WORD.findall(said.partition(":")[0] if self.kind in {"gantt", "kanban"} else said),
                )


def read_source(written: str) -> DiagramSource:
    """The source of a diagram without comments, colours and what it says to browsers."""
    front = _FRONT.match(written)
    text = _COMMENT.sub("", written[front.end() :] if front else written)
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    kind = lines[0].split()[0].rstrip(";:") if lines else ""
    text = "\n".join(lines)
    title = (_TITLE.search(front[1]) if front else None) or _PIE.match(text)
    text = _BREAK.sub(" ", text)
    if kind in BOXES:
        text = _MARKED.sub(_plain_label, _CLASS.sub("", text))
        text = _ENTITY.sub(_plain_entity, _plain_shapes(text, kind))
    if kind == "erDiagram":
        text = _NAMED_ENTITY.sub(_one_word, _OF_ENTITIES.sub("", text))
    if kind.startswith("classDiagram"):
        text = _with_types(text)
    text = plain_chart(kind, text)
    return DiagramSource(kind, title[1].strip("\"'") if title else "", text)


def groups_first(text: str) -> str:
    """A flowchart whose subgraphs come before all else, so that their nodes are first seen within them."""
    first, *lines = text.split("\n")
    groups, others, depth = list[str](), list[str](), 0
    for line in lines:
        opens, closes = line.lstrip().startswith("subgraph"), line.strip() == "end"
        depth += opens
        (groups if depth else others).append(line)
        depth -= closes and depth > 0
    return "\n".join([first, *groups, *others])


def _plain_label(found: re.Match[str]) -> str:
    r"""A label in Markdown, ``"`a **b**`"``, as plain text."""
    text = re.sub(r"\s*\n\s*", " ", found[1].strip())
    return '"' + re.sub(r"\*+|(?<!\w)_+|_+(?!\w)", "", text) + '"'


def _plain_entity(found: re.Match[str]) -> str:
    """What `#quot;` or `#9829;` stands for, in Mermaid and in HTML; a quotation mark would end the label."""
    sign = unescape(f"&#{found[1]};" if found[1].isdecimal() else f"&{found[1]};")
    if len(sign) > 2 or not sign.isprintable():
        return found[0]
    return sign.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}")


def _one_word(found: re.Match[str]) -> str:
    return (found[1] or found[2]).replace(" ", "_")


def _with_types(text: str) -> str:
    """A class diagram that names generic classes with their types everywhere: `A~T~ <|-- B` for `A <|-- B`."""
    types = dict(_GENERIC.findall(text))
    if not types:
        return text

    def plain(line: str) -> str:
        ends, colon, label = line.partition(":")
        if not _RELATION.search(ends):
            return line
        return _CLASS_NAME.sub(lambda found: found[0] + types.get(found[0], ""), ends) + colon + label

    return "\n".join(map(plain, text.split("\n")))


def _plain_shapes(text: str, kind: str) -> str:
    """`A@{ shape: rect, label: "x" }` as it is written elsewhere, `A["x"]`; names of edges are dropped."""
    if kind in {"graph", "flowchart", "flowchart-elk"}:
        text = _SLANTED.sub(r"[\1]", _TWICE_ROUND.sub(r"((\1))", _ICON.sub("", text)))
    if "@" not in text:
        return text
    text = _NAMED_EDGE.sub("", text)

    def plain(found: re.Match[str]) -> str:
        label = _LABEL.search(found[2])
        said = next(filter(None, label.groups()), "").strip() if label else ""
        if kind.startswith("sequence"):
            return (
                f"{found[1]} as {said}"
                if said and " as " not in text[found.end() : found.end() + 4]
                else found[1]
            )
        return f'{found[1]}["{said}"]' if said else ("" if _is_edge(found[2]) else found[1])

    return _SHAPE.sub(plain, text)


def _is_edge(options: str) -> bool:
    return any(word in options for word in ("animat", "curve"))
