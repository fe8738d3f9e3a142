"""What archives are made of: words, titles, names, headings, dates and bodies, ordinary and odd, from a seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

_ORDINARY: Final = [
    "first",
    "second",
    "garden",
    "notes",
    "release",
    "winter",
    "travel",
    "city",
    "python",
    "reading",
    "small",
    "kitchen",
    "music",
    "paper",
    "yesterday",
    "river",
    "building",
    "simple",
    "letters",
    "tools",
    "review",
    "morning",
    "learning",
    "better",
    "weekly",
    "server",
    "why",
    "how",
    "what",
    "about",
    "my",
    "new",
    "the",
    "a",
    "of",
    "and",
    "for",
    "with",
    "in",
    "on",
    "to",
    "is",
    "not",
    "2019",
    "2023",
    "10",
    "five",
    "café",
    "naïve",
    "Zürich",
]
_ORDINARY_SIGNS: Final = ("", "", "", "", "", "", "", "?", "!", ":", ",", "'s", " (again)", " & more", ".")
_SCRIPTS: Final = [
    "你好",
    "世界",
    "日本語",
    "テスト",
    "最初の",
    "한국어",
    "Привет",
    "мир",
    "Łódź",
    "Ærø",
    "œuvre",
    "Straße",
    "İstanbul",
    "ß",
    "ø",
    "Ñandú",
    "Ελλάδα",
    "שלום",
    "हिन्दी",
    "ไทย",
    "Ünï",
    "ﬁn",
    "½",
    "²",
    "①",
    "Ⅳ",
    "x²",
    "Việt",
    "ẞ",
    "ǅ",
    "ﬀ",
    "ｆｕｌｌ",
]
_SIGNS: Final = [
    "--",
    "---",
    "...",
    "…",
    "—",
    "–",
    "&",
    "+",
    "#",
    "@",
    "/",
    "\\",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "%",
    "$",
    "=",
    "~",
    "^",
    "|",
    "'",
    '"',
    "’",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "_",
    "*",
    "`",
    "<",
    ">",
    "«",
    "»",
    "·",
    "•",
    "©",
    "™",
    "🚀",
    "🎉",
    "👨\u200d👩\u200d👧",
    "❤️",
    "→",
]
_JOINED: Final = [
    "it's",
    "don’t",
    "C++",
    "C#",
    "F#",
    ".NET",
    "v1.2",
    "1.2.3",
    "node.js",
    "foo_bar",
    "__init__",
    "A/B",
    "x--y",
    "x—y",
    "a...b",
    "AT&T",
    "R&D",
    "Q&A",
    "e-mail",
    "50%",
    "$5",
    "#1",
    "@me",
    "foo/bar",
    "/etc/hosts",
    "24/7",
    "rock'n'roll",
    "'tis",
    "6'2\"",
    "(a)",
    "[b]",
    "end.",
    "ALLCAPS",
    "CamelCase",
    "snake_case",
    "kebab-case",
]
_MARKUP: Final = [
    "*em*",
    "**strong**",
    "`code`",
    "`a--b`",
    "~~gone~~",
    "[link](https://x.example/a)",
    "[Jason's](/b)",
    "![alt](i.png)",
    "<b>t</b>",
    "&amp;",
    "&copy;",
    "R&amp;D",
    "https://a.example/b",
    "<https://c.example>",
    "_under_",
    "__strong__",
    "me@d.example",
    "\\*star\\*",
    "[^1]",
    "H~2~O",
    "***both***",
    "**bold",
    "_both_**",
    "`<b>`",
    "<br>",
    "<!--c-->",
    ":smile:",
    "{x}",
    "&lt;b&gt;",
    "www.e.example",
    "==m==",
]


class RandomText:
    """Gives the parts of archives by chance; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def ordinary(self) -> str:
        """A few words as most titles are, with a sign at the end at most."""
        words = self.chance.choices(_ORDINARY, k=self.chance.randint(2, 6))
        words[0] = words[0].capitalize()
        return " ".join(words) + self.chance.choice(_ORDINARY_SIGNS)

    def odd(self, *, markup: bool = False) -> str:
        """Words of any script, signs alone or joined to words, and with `markup` marks of Markdown and of HTML."""
        kinds = [_ORDINARY, _SCRIPTS, _SIGNS, _JOINED, *([_MARKUP] * 2 if markup else [])]
        words = [self.chance.choice(self.chance.choice(kinds)) for _ in range(self.chance.randint(1, 5))]
        return self.chance.choice((" ", " ", " ", "  ", "")).join(words) if not markup else " ".join(words)

    def name(self, text: str) -> str:
        """A text as the name of a file."""
        kept = "".join(char for char in text if char not in "/\\\0\n:").strip(". ") or "x"
        return kept.encode()[:120].decode(errors="ignore")

    def hyphened(self, text: str) -> str:
        """An ordinary name of a file for a title."""
        return "-".join("".join(c for c in text.lower() if c.isalnum() or c == " ").split()) or "x"

    def day(self) -> date:
        """A day of the last years."""
        return date(2015, 1, 1) + timedelta(days=self.chance.randrange(3600))

    def heading(self, *, odd: bool) -> str:
        """The text of a heading."""
        return self.odd(markup=True) if odd else self.ordinary()

    def paragraph(self) -> str:
        """A few ordinary sentences."""
        return " ".join(self.ordinary() + "." for _ in range(self.chance.randint(1, 4)))
