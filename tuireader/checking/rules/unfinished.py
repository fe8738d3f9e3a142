"""What was left open or half done in a text: fences, template blocks, merge conflicts and footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tuireader.archive.post import Problem
from tuireader.archive.source import Source, open_source
from tuireader.rendering.body.prescan import cited_footnotes
from tuireader.rendering.body.windows import parse_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tuireader.archive.bodies import Body
    from tuireader.archive.post import Post, Severity
    from tuireader.checking.facts import Facts

RULES: Final = (
    "unclosed-fence",
    "unclosed-liquid",
    "conflict-markers",
    "undefined-footnote",
    "uncited-footnote",
)
_FENCE: Final = re.compile(r"[ \t>*+-]{0,40}(`{3,}|~{3,})([^\n]*)")
_TAG: Final = re.compile(r"\{%-?\s*(\w+)")
_BLOCKS: Final = frozenset(
    {"raw", "comment", "highlight", "if", "unless", "case", "for", "tablerow", "capture"}
)
"""The tags that Jekyll (4.3.1) and Liquid (4.0.4) close by `end…`; those of plugins are not known."""
_VERBATIM: Final = frozenset({"raw", "comment"})
_CONFLICT: Final = (re.compile(r"<{7} \S"), re.compile(r"={7}$"), re.compile(r">{7} \S"))
_NOTE: Final = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:")
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LABEL: Final = re.compile(r"\w+")


def check(facts: Facts) -> Iterator[Problem]:
    """Yield a problem for each thing that a post leaves open, at the line where it begins."""
    for post in facts.catalog:
        yield from _in_post(facts, post)


def _in_post(facts: Facts, post: Post) -> Iterator[Problem]:
    body = facts.body(post.id)
    if body is None:
        return
    yield from _conflicts(facts, post, body)
    if "```" in body.text or "~~~" in body.text:
        yield from _open_fence(facts, post, body)
    if "{%" in body.text and facts.engine(post.id) == "jekyll":
        yield from _open_tags(post, body)
    if "[^" in body.text:
        yield from _footnotes(post, body)


def _problem(post: Post, rule: str, message: str, severity: Severity, line: int) -> Problem:
    return Problem(post.id, rule, message, severity, line, 1)


def _conflicts(facts: Facts, post: Post, body: Body) -> Iterator[Problem]:
    """Yield a problem for each conflict of a merge: its three marks, in order, outside code; front matter counts."""
    if "<<<<<<< " in body.text:
        lines, first = _outside_code(body.text.split("\n")), body.line
    elif any(problem.rule.startswith("front-matter") for problem in post.problems):
        source = open_source(facts.archive, post.id)
        lines, first = source.text.split("\n")[:200] if isinstance(source, Source) else [], 1
    else:
        return
    began, wanted = 0, 0
    for number, line in enumerate(lines):
        if _CONFLICT[wanted].match(line):
            began = number if wanted == 0 else began
            wanted += 1
            if wanted == len(_CONFLICT):
                message = (
                    "a merge conflict: keep one text and take out the marks <<<<<<<, ======= and >>>>>>>"
                )
                yield _problem(post, "conflict-markers", message, "error", first + began)
                wanted = 0


def _open_fence(facts: Facts, post: Post, body: Body) -> Iterator[Problem]:
    lines = body.text.split("\n")
    # Most fences are closed, which a look at the lines tells; only the parser knows of those that are not.
    if _left_open(lines) is None:
        return
    blocks = parse_all(facts.parsers.of(facts.engine(post.id)).blocks, lines).blocks
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "fence":
        return
    fences = [block for block in blocks if block.kind == "fence"]
    start = last
    for block in reversed(fences):
        start = block
        if block.part is None or block.part.index == 0:
            break
    line = next((at for at in range(start.start, -1, -1) if _FENCE.match(lines[at])), start.start)
    mark = _FENCE.match(lines[line])
    end = next((text for text in reversed(lines[line + 1 :]) if text.strip()), "").strip()
    if mark and not (end.startswith(mark[1]) and not end.strip(mark[1][0])):
        message = f"the code that begins here is not closed: write {mark[1]} on a line below it"
        yield _problem(post, "unclosed-fence", message, "error", body.line + line)


def _left_open(lines: Iterable[str]) -> int | None:
    """Return the line of a fence that no line closes, told from the lines alone; None where all are closed."""
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        if not (mark := _FENCE.match(line)):
            continue
        if opened is None:
            if mark[1][0] == "~" or "`" not in mark[2]:
                opened = number, mark[1]
        elif mark[1].startswith(opened[1]) and not mark[2].strip():
            opened = None
    return None if opened is None else opened[0]


def _outside_code(lines: Sequence[str]) -> list[str]:
    """Return the lines, those in fences and what stands in code spans left blank."""
    found: list[str] = []
    opened = ""
    for line in lines:
        mark = _FENCE.match(line)
        if opened:
            if mark and mark[1].startswith(opened) and not mark[2].strip():
                opened = ""
            found.append("")
        elif mark and (mark[1][0] == "~" or "`" not in mark[2]):
            opened = mark[1]
            found.append("")
        else:
            found.append(line)
    return found


def _open_tags(post: Post, body: Body) -> Iterator[Problem]:
    """Yield a problem for the first block tag that is not closed: Jekyll stops its build there."""
    opened: list[tuple[str, int]] = []
    for found in _TAG.finditer(body.text):
        name = found[1]
        within = opened[-1][0] if opened else ""
        if name == f"end{within}" and opened:
            opened.pop()
        elif name in _BLOCKS and within not in _VERBATIM:
            opened.append((name, found.start()))
    if opened:
        name, at = opened[0]
        message = f"{{% {name} %}} is never closed, which stops the site's build: write {{% end{name} %}}"
        yield _problem(post, "unclosed-liquid", message, "error", body.line + body.text.count("\n", 0, at))


def _footnotes(post: Post, body: Body) -> Iterator[Problem]:
    """Yield a problem for each footnote that is cited and not defined, or the other way round.

    A text that defines none may hold `[^…]` that is no footnote.
    """
    lines = _outside_code(body.text.split("\n"))
    text = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), "\n".join(lines))
    lines = text.split("\n")
    defined = {note[1]: number for number, line in enumerate(lines) if (note := _NOTE.match(line))}
    if not defined:
        return
    cited = set(cited_footnotes(text))
    for label in sorted(cited - defined.keys()):
        if _LABEL.fullmatch(label):
            line = next((number for number, line in enumerate(lines) if f"[^{label}]" in line), 0)
            message = f"footnote [^{label}] is not defined: write [^{label}]: and its text"
            yield _problem(post, "undefined-footnote", message, "warning", body.line + line)
    for label, line in defined.items():
        if label not in cited:
            message = f"footnote [^{label}] is cited nowhere, so it is not shown"
            yield _problem(post, "uncited-footnote", message, "info", body.line + line)
