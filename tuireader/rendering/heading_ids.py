"""The ids of headings: a function for each rule by which engines give them, and the ids of other versions and plugins.

A heading's own id (`{#id}`) comes before these. A rule also says which ids two headings of the same text get. Obsidian
(`verbatim`) names a heading by its own text; kramdown has `auto_ids: false` (`none`).

A link is written for the site as it was built, by an unknown version of the engine. So where no heading has the id of a
link, the ids of other versions are compared too: to call such a link broken would be worse than to miss one that is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import category, normalize

from tuireader.archive.permalinks import github_slug, unicode_slug
from tuireader.late import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuireader.archive.engines.facts import HeadingIdRule

PARTWISE: Final = frozenset({"goldmark", "goldmark-ascii", "blackfriday"})
"""The rules that take the text of a heading from its parts; see `goldmark_text`."""
MARKED: Final = frozenset({"hexo-marked", "hexo-marked-lower", "hexo-marked-upper"})
"""The rules of hexo-renderer-marked, to which braces after a heading are text; see `marked_text`."""
BY_WORDS: Final = frozenset(
    {"slugify", "markdown-it-anchor", "never", "mdit-vue", "mdast", "mdast-below-title", "myst-label"}
)
"""The rules of Eleventy, VitePress, Gatsby, Docusaurus; braces after a heading are text unless a dialect has them."""
SLUGS: Final = frozenset({"slug", "slug-kept"})
"""The rules of Zola, which keeps ids that are written for their headings, wherever these are."""
PYTHON: Final = frozenset(
    {
        "python-markdown",
        "python-markdown-unicode",
        "python-markdown-underscored",
        "pymdownx",
        "pymdownx-underscored",
    }
)
"""The rules of Python-Markdown."""
_BLANK: Final = expression(r"\s")
_NOT_LATIN: Final = expression(r"[^a-zA-Z0-9 -]")
_NOT_LETTERS: Final = expression(r"\A[^a-zA-Z]+")
_SIGNS: Final = expression(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/\u2000-\u206f]+")
_PUNCTUATION: Final = expression(r"[\s~`!@#$%^&*()\-_+=[\]{}|\\;:\"'“”‘’<>,.?/]+")
_ACCENTS: Final = expression("[\u0300-\u036f]")
_CONTROL: Final = expression(r"[\x00-\x1f]")
_RUN: Final = expression("-{2,}")
_QUOTES: Final = expression("['‘’\"“”]+")
_NOT_NAME: Final = expression("[^a-z0-9-]")
_FIRST_OF_NONE: Final = frozenset("0123456789-")
_DIGITS: Final = frozenset("0123456789")
_PELICAN: Final = expression(r"[^\w\s-]", re.ASCII)
_PELICAN_ALL: Final = expression(r"[^\w\s-]")
_UNDERSCORE: Final = expression(r"[_\s]+")
_PELICAN_SPACE: Final = expression(r"[-\s]+")
_NUMBERED: Final = expression(r"\A(.*)_(\d+)\Z", re.DOTALL)


class HeadingIds:
    """Gives the headings of one post their ids, in the order of the text."""

    def __init__(self, ids: HeadingIdRule) -> None:
        self._ids = ids
        self._used: dict[str, int] = {}

    def take(self, given: str) -> str:
        """The id that is written after a heading, noted as used."""
        if self._ids not in {"kramdown", "kramdown-gfm"}:
            self._used.setdefault(given, 0)
        return given

    def next(self, text: str) -> str:
        """The id of the next heading; `text` is its text without markup, as the engine has it.

        It is empty where headings get no ids by themselves, where Hugo has no text of one, and for Zola's first such.
        """
        if self._ids in {"none", "never"} or (not text and self._ids in PARTWISE):
            return ""
        name_of, distinct = _RULES[self._ids]
        return distinct(name_of(text), self._used)


def heading_id(title: str, ids: HeadingIdRule) -> str:
    """The id of the only heading of a post."""
    return HeadingIds(ids).next(title)


def _kramdown(title: str) -> str:
    """kramdown, `converter/base.rb`, `basic_generate_id`: of the source, Latin letters, digits, hyphens.

    It begins with the first letter.
    """
    name = _NOT_LATIN.sub("", _NOT_LETTERS.sub("", title))
    return name.replace(" ", "-").lower() or "section"


def _github(title: str) -> str:
    """github-slugger, `index.js`: letters, marks, digits, connectors and hyphens, in lower case; blanks are hyphens.

    So does kramdown-parser-gfm, `generate_gfm_header_id`, of the text as it is set; see `outline`.
    """
    return github_slug(title.replace("\t", " "))


def _hugo(text: str) -> str:
    """Hugo, `markup/goldmark/autoid.go`, `sanitizeAnchorNameWithHook` (type `github`).

    Letters, digits, `_` and `-` stay, blanks become hyphens, and all else goes, combining marks too.
    """
    kept = (char for char in text.strip() if char in "-_ " or char.isalpha() or char.isdecimal())
    # Go knows one small letter for each: that of İ has no dot of its own.
    return "".join("-" if char == " " else char.lower()[0] for char in kept) or "heading"


def _hugo_ascii(text: str) -> str:
    """Hugo, `autoHeadingIDType = "github-ascii"`: letters lose their accents, and other scripts are left out."""
    parted = (char if char.isascii() else "\0" for char in normalize("NFD", text).strip())
    return _hugo("\0" + "".join(parted) + "\0")


def _blackfriday(text: str) -> str:
    """Hugo, `autoHeadingIDType = "blackfriday"`: all that is no letter or number is one hyphen."""
    kept = "".join(char.lower()[0] if category(char)[0] in "LN" else " " for char in text)
    return "-".join(kept.split()) or "heading"


def _zola(text: str) -> str:
    """Zola, `utils/src/slugs.rs`, strategy `on`: in Latin letters, and all else one hyphen."""
    from tuireader.archive.latin import latin_slug

    return latin_slug(text)


def _zola_kept(text: str) -> str:
    """Zola, `utils/src/slugs.rs`, strategies `safe` and `off`: blanks are underscores, and all else stays."""
    return _BLANK.sub("_", text)


def _hexo(title: str) -> str:
    """hexo-util, `slugize`: blanks and signs of ASCII become one hyphen, letters lose their accents."""
    from tuireader.archive.latin import slugize

    return slugize(title)


def _hexo_lower(title: str) -> str:
    """hexo-renderer-marked, `modifyAnchors: 1`."""
    return _hexo(title).lower()


def _hexo_upper(title: str) -> str:
    """hexo-renderer-marked, `modifyAnchors: 2`."""
    return _hexo(title).upper()


def _whole(text: str) -> str:
    """markdown-it-anchor, `index.js`, unless another rule is set: only blanks are replaced."""
    return _BLANKS.sub("-", text.strip().lower())


def _eleventy(title: str) -> str:
    """Eleventy, `src/Plugins/IdAttributePlugin.js`: as its filter `slugify`."""
    from tuireader.archive.latin import slugified

    return slugified(title)


def _anchor(title: str) -> str:
    """markdown-it-anchor, `index.js`: blanks become hyphens, and the rest is encoded as in an address."""
    from urllib.parse import quote

    return quote(_whole(title), safe="-_.!~*'()", errors="replace")


def _mdit_vue(text: str) -> str:
    """@mdit-vue/shared 2, `slugify`: letters without accents, a hyphen for each run of signs and blanks."""
    plain = _CONTROL.sub("", _ACCENTS.sub("", normalize("NFKD", text)))
    name = _RUN.sub("-", _PUNCTUATION.sub("-", plain)).strip("-")
    return (f"_{name}" if name[:1] in _DIGITS and name else name).lower()


def _with_number(text: str) -> str:
    """VuePress, as `_mdit_vue`, of a heading that begins with a number; of others GitHub's."""
    name = _mdit_vue(text)
    return name if name.startswith("_") else _github(text)


def _myst(text: str) -> str:
    """MyST (mystmd 1.11), `normalizeLabel` and `createHtmlId`: Latin letters, digits, and hyphens for all else."""
    plain = _QUOTES.sub("", " ".join(text.split())).strip().lower()
    name = _NOT_NAME.sub("-", plain)
    return _RUN.sub("-", f"id-{name}" if name[:1] in _FIRST_OF_NONE and name else name).strip("-")


def _pandoc(text: str) -> str:
    """Of pandoc 3.9, `auto_identifiers`: letters, digits, `_`, `-` and `.`; it begins with the first letter."""
    kept = "".join(char for char in text.lower() if char in "_-. " or category(char)[0] in "LN")
    begun = next((at for at, char in enumerate(kept) if char.isalpha()), len(kept))
    return "-".join(kept[begun:].split()) or "section"


def _pelican(title: str) -> str:
    """Python-Markdown, `extensions/toc.py`, `slugify`: ASCII; what is left of other letters without their accents."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode()
    return _PELICAN_SPACE.sub("-", _PELICAN.sub("", plain).strip().lower())


def _pelican_unicode(title: str) -> str:
    """Python-Markdown, `extensions/toc.py`, `slugify_unicode`: letters of all scripts."""
    return _PELICAN_SPACE.sub("-", _PELICAN_ALL.sub("", title).strip().lower())


def _pelican_underscored(title: str) -> str:
    """Python-Markdown, `slugify` with the `separator` of `toc` set to an underscore, beside which hyphens stay."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode()
    return _UNDERSCORE.sub("_", _PELICAN.sub("", plain).strip().lower())


def _pymdownx_underscored(title: str) -> str:
    """PyMdown Extensions, `slugs.py`, `slugify(case="lower")`, with an underscore as `separator`."""
    return unicode_slug(title, "_")


def _counted(name: str, used: dict[str, int]) -> str:
    """kramdown: the second of a name gets `-1` and so on, whether that is taken or not."""
    count = used.get(name, 0)
    used[name] = count + 1
    return f"{name}-{count}" if count else name


def _unused(name: str, used: dict[str, int]) -> str:
    """github-slugger and goldmark: a number that makes it differ from all before."""
    result = name
    while result in used:
        used[name] += 1
        result = f"{name}-{used[name]}"
    used[result] = 0
    return result


def _from_two(name: str, used: dict[str, int]) -> str:
    """Eleventy's IdAttributePlugin: the second of a name gets `-2`."""
    count = used[name] = used.get(name, 0) + 1
    return f"{name}-{count}" if count > 1 else name


def _underscored(name: str, used: dict[str, int]) -> str:
    """Python-Markdown, `unique`: `_1`, and one more where that is taken."""
    result = name
    while result in used or not result:
        numbered = _NUMBERED.match(result)
        result = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{result}_1"
    used[result] = 0
    return result


_RULES: Final[Mapping[HeadingIdRule, tuple[Callable[[str], str], Callable[[str, dict[str, int]], str]]]] = {
    "kramdown-gfm": (_github, _counted),
    "kramdown": (_kramdown, _counted),
    "github": (_github, _unused),
    "github-slugger": (_github, _unused),
    "goldmark": (_hugo, _unused),
    "goldmark-ascii": (_hugo_ascii, _unused),
    "blackfriday": (_blackfriday, _unused),
    "slug": (_zola, _unused),
    "slug-kept": (_zola_kept, _unused),
    "hexo-util": (_hexo, _unused),
    "hexo-marked": (_hexo, _counted),
    "hexo-marked-lower": (_hexo_lower, _counted),
    "hexo-marked-upper": (_hexo_upper, _counted),
    "slugify": (_eleventy, _from_two),
    "markdown-it-anchor": (_anchor, _unused),
    "mdit-vue": (_mdit_vue, _unused),
    "mdast": (_github, _unused),
    "mdast-below-title": (_github, _unused),
    "myst-label": (_myst, _unused),
    "pandoc": (_pandoc, _unused),
    "python-markdown": (_pelican, _underscored),
    "python-markdown-unicode": (_pelican_unicode, _underscored),
    "python-markdown-underscored": (_pelican_underscored, _underscored),
    "pymdownx": (unicode_slug, _underscored),
    "pymdownx-underscored": (_pymdownx_underscored, _underscored),
    "verbatim": (str, lambda name, _: name),
    **dict.fromkeys(("none", "never"), (lambda _: "", lambda name, _: name)),
}
"""The id that each rule makes of a heading, and the one that it gives where that is taken."""


_IMAGE: Final = expression(r"!\[([^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])?")
_LINK: Final = expression(r"\[([^\[\]]*)\](?:\([^()\s]*(?:\s[^()]*)?\)|\[[^\[\]]*\])")
_TAG: Final = expression(r"</?[A-Za-z][^<>]*>")
_MARKS: Final = expression(r"[*`]|(?<!\w)_|_(?!\w)")
_NOTE: Final = expression(r"\[\^[^\[\]\s]+\]")
_OWN: Final = expression(r"[ \t]+\{[#:][^{}]*\}[ \t]*\Z")
_AROUND: Final = expression(r"\A[ \t>]*#{1,6}[ \t]+|[ \t]+#+[ \t]*\Z")
_COUNT: Final = expression(r"[-_]\d{1,3}\Z")
_BLANKS: Final = expression(r"\s+")


def other_ids(title: str, source: str, ids: HeadingIdRule) -> frozenset[str]:
    """The ids that a heading may have, by its plain title and the line that it is written on."""
    return frozenset(_other_ids(title, source, ids)) - {""}


def counted(anchor: str) -> tuple[str, int]:
    """An id without the number that tells headings of the same text apart, and that number; 0 without one."""
    count = _COUNT.search(anchor)
    return (anchor[: count.start()], int(count[0][1:])) if count else (anchor, 0)


def _other_ids(title: str, source: str, ids: HeadingIdRule) -> Iterator[str]:
    for text in dict.fromkeys((title, *_texts(_AROUND.sub("", source)))):
        yield heading_id(text, ids)
        for rule in _OTHERS.get(ids, ()):
            yield rule(text)


def _texts(raw: str) -> Iterator[str]:
    """The texts that a heading may count as: with and without its marks, the names of images and notes."""
    written = _OWN.sub("", raw)
    yield raw
    yield written
    for images in (r"\1", ""):
        plain = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub(images, _NOTE.sub("", written))))
        yield plain
        yield _MARKS.sub("", plain)
        yield _MARKS.sub("", plain).strip()


def _without_dashes(text: str) -> str:
    """kramdown: typed dashes are typographic ones, which go."""
    return _github(_RUN.sub("", text))


def _short_dashes(text: str) -> str:
    """Hugo from 0.132 on makes ids of the text, in which dashes are typographic by then: `--` and `---` go."""
    return heading_id(_RUN.sub("", text), "goldmark")


def _accented(text: str) -> str:
    """hexo-util up to 0.6, `slugize`, and themes that make ids of their own: letters keep their accents."""
    return _SIGNS.sub("-", text.strip()).strip("-")


_HEXO: Final = (_hexo, _hexo_lower, _accented, _whole)


_HUGO: Final = (_hugo, _blackfriday, _hugo_ascii, _short_dashes)
_OTHERS: Final[dict[str, tuple[Callable[[str], str], ...]]] = {
    "kramdown-gfm": (_without_dashes, _kramdown),
    "kramdown": (_github, _without_dashes),
    "goldmark": _HUGO,
    "goldmark-ascii": _HUGO,
    "blackfriday": _HUGO,
    "slug": (_zola_kept,),
    "slug-kept": (_zola,),
    "github": (_whole, _with_number),
    "github-slugger": (_whole,),
    **dict.fromkeys(sorted(PYTHON), (unicode_slug, _pelican)),
    # A script or a layout that nobody reads here may give ids that the renderer does not.
    "never": (_github, _whole, _eleventy, _hexo),
    "slugify": (_github, _whole),
    "markdown-it-anchor": (_github, _whole, _eleventy),
    "mdit-vue": (_github, _whole),
    "mdast": (_github, _whole),
    "mdast-below-title": (_github, _whole),
    "myst-label": (_github, _whole),
    "pandoc": (_github, _whole),
    **dict.fromkeys(("hexo-util", *MARKED), _HEXO),
}
