"""What is asked of any input: how many of its words are shown, that no control byte leaks, what drawing costs.

python -m tests.benchmarks.words [--json] [--losses] [--only words|leaks|cost] [FOLDER…]

Words kept: the words that a browser would show of reference HTML (see `visible`) against those that `tuireader show
--json --width 600` prints below the head of the post, as multisets. The reference of a `.txt` file is the HTML of its
own examples, as the specifications of CommonMark and GFM have them; that of a post is what markdown-it-py makes of its
body (CommonMark, HTML, tables, strikethrough), which knows no engine's dialect: words in markup that an engine
evaluates are counted apart. Leaks: see `leaks`. Cost: see `drawing`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt

from tests.benchmarks import drawing, leaks
from tests.benchmarks.harness import READER, SAMPLES, Finding, show
from tests.benchmarks.visible import of_markup, visible_text, words
from tuireader.archive.archive import open_archive
from tuireader.archive.locate import locate
from tuireader.archive.metadata.dates import DateForm
from tuireader.archive.post import Problem
from tuireader.archive.source import open_source
from tuireader.commands.show import draw_post
from tuireader.rendering.page.head import draw_head
from tuireader.rendering.theme import night
from tuireader.session.open_post import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH: Final = 600
ASKED: Final = {"spec": 99.9, "post": 99.95}
"""Percent of the words of specifications and of posts that are to be kept."""
_POSTS: Final = frozenset({".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown", ".mdx"})
_EXAMPLE: Final = re.compile(r"^`{32} example([^\n]*)\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_FRONT_MATTER: Final = "---\n---\n"
"""Parts what an example begins with from what would be front matter."""


@dataclass(slots=True)
class Kept:
    """What became of the words of one file, or of many."""

    name: str
    kind: str
    wanted: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    added: int = 0
    explained: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def percent(self) -> float:
        """How many of the words are shown or explained, of a hundred."""
        return 100.0 - 100.0 * self.lost.total() / max(self.wanted, 1)

    def add(self, other: Kept) -> None:
        """Count another file in."""
        self.wanted += other.wanted
        self.lost += other.lost
        self.added += other.added
        for reason, found in other.explained.items():
            self.explained[reason] = self.explained.get(reason, Counter()) + found


def kept_of(path: Path, kind: str, name: str, reference: str | None = None) -> Kept:
    """What is shown of a file; its reference is `reference`, or what markdown-it makes of its body."""
    drawn = draw_post(path, View(night()), WIDTH)
    if isinstance(drawn, str):
        return Kept(name, kind, 1, Counter({drawn: 1}))
    body = body_of(path)
    wanted = words(visible_text(reference if reference is not None else _html(body)))
    head = len(draw_head(drawn.post, night(), WIDTH, DateForm()).lines)
    above, shown = (
        words("\n".join(row.text for row in rows)) for rows in (drawn.rows[:head], drawn.rows[head:])
    )
    lost = _without_broken(wanted - shown, "".join(row.text for row in drawn.rows[head:]))
    result = Kept(name, kind, wanted.total(), added=(shown - wanted).total())
    reasons = [("stands in the head", lost & above)]
    reasons += of_markup(body, lost - above)
    result.explained = {reason: found for reason, found in reasons if found}
    result.lost = lost - sum(result.explained.values(), Counter())
    return result


def body_of(path: Path) -> str:
    """The Markdown of a post."""
    root, post_id = locate(path)
    archive = open_archive(root)
    assert post_id is not None
    assert not isinstance(archive, Problem)
    source = open_source(archive, post_id)
    assert not isinstance(source, Problem)
    return source.body


def _html(body: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(parser.render(body))


def _without_broken(lost: Counter[str], shown: str) -> Counter[str]:
    """`lost` without words that are longer than a line, and are therefore shown in two."""
    return Counter({word: n for word, n in lost.items() if len(word) < 60 or word not in shown.casefold()})


def files_of(folder: Path) -> Iterator[Kept]:
    """Each post and specification in a folder, or the one that is named."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        name = str(path.relative_to(folder.parent))
        if (
            path.suffix == ".txt"
            and path.is_file()
            and (text := path.read_text("utf-8"))
            and _EXAMPLE.search(text)
        ):
            yield from _examples(name, text)
        elif path.suffix.lower() in _POSTS and path.is_file():
            yield kept_of(path, "post", name)


def _examples(name: str, text: str) -> Iterator[Kept]:
    with TemporaryDirectory() as folder:
        for number, match in enumerate(_EXAMPLE.finditer(text), 1):
            path = Path(folder) / f"zq{number}zq.md"
            path.write_text(_FRONT_MATTER + match[2].replace("→", "\t"), encoding="utf-8")
            if match[1].strip() != "disabled":
                yield kept_of(path, "spec", f"{name}:{number}", match[3].replace("→", "\t"))


def prove(path: Path) -> Finding:
    """That the command prints what is counted here."""
    command = [*READER, "show", "--json", "--width", str(WIDTH), str(path)]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    drawn = draw_post(path, View(night()), WIDTH)
    same = not isinstance(drawn, str) and json.loads(printed)["text"] == drawn.text
    return Finding(f"the command prints what is counted ({path.name})", "yes" if same else "no", "yes", same)


def kept_words(folders: Iterable[Path], losses: bool) -> Iterator[Finding]:
    """What is kept in each folder, the worst files and the reasons; each lost word where that is wanted."""
    for folder in folders:
        sums: dict[str, Kept] = {}
        files = list(files_of(folder))
        for one in files:
            sums.setdefault(one.kind, Kept(str(folder), one.kind)).add(one)
        for total in sums.values():
            yield from _of_folder(total)
        worst = sorted((one for one in files if one.lost), key=lambda one: -one.lost.total())
        for one in worst if losses else worst[:5]:
            yield Finding(f"  {one.name[-58:]}", f"{one.lost.total():,} of {one.wanted:,} lost")
            if losses:
                print(f"      {' '.join(f'{word}×{count}' for word, count in one.lost.most_common())}")


def _of_folder(total: Kept) -> Iterator[Finding]:
    what = f"words of {total.kind}s kept, {Path(total.name).name} ({total.wanted:,}), %"
    yield Finding(what, f"{total.percent:.3f}", f"≥ {ASKED[total.kind]}", total.percent >= ASKED[total.kind])
    yield Finding(
        "  words shown that the reference does not have, %", f"{100 * total.added / max(total.wanted, 1):.3f}"
    )
    for reason, found in total.explained.items():
        most = " ".join(word for word, _ in found.most_common(3))
        yield Finding(f"  not shown as written, explained: {reason} ({most[:24]})", f"{found.total():,}")


def findings(folders: Iterable[Path], only: str | None, losses: bool = False) -> Iterator[Finding]:
    """All that is measured, or only `words`, `leaks` or `cost`."""
    folders = list(folders)
    if only in {None, "words"}:
        sample = (
            next(path for path in sorted(folders[0].rglob("*")) if path.suffix in _POSTS)
            if folders[0].is_dir()
            else folders[0]
        )
        yield prove(sample)
        yield from kept_words(folders, losses)
    if only in {None, "leaks"}:
        yield from leaks.findings()
    if only in {None, "cost"}:
        yield from drawing.findings(folders)


def main() -> None:
    """Print the figures, as a table or as JSON Lines."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.words")
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLES], metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="print JSON Lines")
    parser.add_argument(
        "--losses", action="store_true", help="print each file that loses words, and the words"
    )
    parser.add_argument("--only", choices=("words", "leaks", "cost"))
    options = parser.parse_args()
    found = findings(options.folders, options.only, options.losses and not options.json)
    if not options.json:
        show(found)
        return
    for one in found:
        fields = {"what": one.what.strip(), "measured": one.measured, "asked": one.asked, "kept": one.kept}
        sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
