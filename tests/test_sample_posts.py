"""The sample blog keeps its promises; its files are read plainly, without the reader's help."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import cast

import pytest
import yaml

BLOG = Path(__file__).parent.parent / "sample_posts"
SITE = "https://field-notes.example"
BROKEN_ON_PURPOSE = "/posts/2024/05/never-written/"
POSTS = sorted((BLOG / "_posts").iterdir())
FILES = [*POSTS, *sorted((BLOG / "_drafts").iterdir()), *sorted((BLOG / "_pages").iterdir())]
FENCE = re.compile(r"^( *)(`{3,}).*?^ *\2 *$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|^\[(?!\^)[^]]+\]: (\S+)", re.MULTILINE)


def split(path: Path) -> tuple[str, str]:
    """The front matter block and the body of a file."""
    _, block, body = re.split(r"^---$\n", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    return block, body


def metadata(path: Path) -> dict[str, object]:
    return cast("dict[str, object]", yaml.safe_load(split(path)[0]))


def named(part: str) -> Path:
    (found,) = [path for path in FILES if part in path.name]
    return found


def is_broken(path: Path) -> bool:
    return "nobody-quoted" in path.name


def prose(body: str) -> str:
    """The body without what is code."""
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", FENCE.sub("", body))


def address(path: Path) -> str:
    found = re.search(r"^permalink: (\S+)$", split(path)[0], re.MULTILINE)
    if found:
        return found[1]
    year, month, _, slug = path.stem.split("-", 3)
    return f"/posts/{year}/{month}/{slug}/"


def addresses() -> dict[str, Path]:
    by_address = {address(path): path for path in FILES if path.parent.name != "_drafts"}
    for path in FILES:
        if not is_broken(path):
            aliases = cast("list[str]", metadata(path).get("redirect_from", []))
            by_address |= dict.fromkeys(aliases, path)
    return by_address


def anchors(path: Path) -> set[str]:
    body = split(path)[1]
    found = set(re.findall(r'<a id="([^"]+)"', body))
    counts: dict[str, int] = {}
    for title in re.findall(r"^#{1,6} (.+)$", FENCE.sub("", body), re.MULTILINE):
        kept = "".join(c for c in title.lower() if unicodedata.category(c)[0] in "LMN" or c in " -_")
        slug = kept.replace(" ", "-")
        found.add(f"{slug}-{counts[slug]}" if slug in counts else slug)
        counts[slug] = counts.get(slug, 0) + 1
    return found


def unliquid(body: str) -> str:
    """The body with its Liquid links as plain addresses."""
    body = re.sub(r"{% raw %}.*?{% endraw %}", "", body, flags=re.DOTALL)
    body = re.sub(r"{% post_url (\S+) %}", lambda m: address(named(m[1])), body)
    body = re.sub(r"{% link (\S+) %}", lambda m: address(BLOG / m[1]), body)
    body = re.sub(r'{{ "([^"]+)" \| relative_url }}', r"\1", body)
    return body.replace("{{ site.baseurl }}", "")


def links(path: Path) -> list[str]:
    return [inline or reference for inline, reference in LINK.findall(prose(unliquid(split(path)[1])))]


def resolves(link: str, source: Path) -> bool:
    where, _, anchor = link.removeprefix(SITE).partition("#")
    if where.startswith("/images/"):
        return (BLOG / where[1:]).is_file()
    if where.endswith(".md"):
        target: Path | None = (source.parent / where).resolve()
    elif where:
        known = addresses()
        target = known.get(where) or known.get(where + "/")
    else:
        target = source
    return target is not None and target.is_file() and (not anchor or anchor in anchors(target))


def test_there_are_twenty_posts_over_eight_years() -> None:
    years = {int(path.name[:4]) for path in POSTS}
    assert len(POSTS) == 20
    assert set(range(2019, 2027)) | {2031} == years
    assert len(list((BLOG / "_drafts").iterdir())) == 2


@pytest.mark.parametrize("path", [p for p in POSTS if not is_broken(p)], ids=lambda p: p.stem)
def test_front_matter_has_what_the_habit_asks_for(path: Path) -> None:
    fields = metadata(path)
    assert re.search(r'^title: "', split(path)[0], re.MULTILINE)
    assert isinstance(fields["tags"], list)
    assert all(isinstance(tag, str) for tag in fields["tags"])
    assert "date" in fields
    assert address(path).startswith(f"/posts/{path.name[:4]}/{path.name[5:7]}/")


def test_permalinks_are_unique() -> None:
    assert len({address(path) for path in POSTS}) == len(POSTS)


def test_configuration_names_the_site() -> None:
    config = yaml.safe_load((BLOG / "_config.yml").read_text(encoding="utf-8"))
    assert config["title"] == "Field Notes"
    assert config["url"] == SITE
    assert config["timezone"] == "Europe/Lisbon"
    assert "_pages" in config["include"]


def test_the_newest_post_is_a_short_welcome() -> None:
    *_, newest, future = POSTS
    assert newest.name == "2026-11-18-reading-in-a-terminal.md"
    assert future.name.startswith("2031-")
    body = split(newest)[1]
    assert len(body) < 3_500
    assert "| Key" in body
    assert "```python" in body
    assert len(links(newest)) >= 3


def test_one_title_begins_with_a_bracket() -> None:
    assert metadata(named("what-a-cell-is"))["title"] == "[Terminals] What a cell is"


def test_one_front_matter_is_broken_and_its_body_says_why() -> None:
    path = named("nobody-quoted")
    with pytest.raises(yaml.YAMLError):
        metadata(path)
    assert "broken on purpose" in split(path)[1]


def test_one_post_begins_at_the_third_rank_and_repeats_a_heading() -> None:
    headings = re.findall(r"^(#+) (.+)$", FENCE.sub("", split(named("small-commands"))[1]), re.MULTILINE)
    assert headings[0][0] == "###"
    assert {rank for rank, _ in headings} == {"###", "####"}
    assert len(set(headings)) < len(headings)


def test_the_long_read_is_long_and_does_not_repeat_itself() -> None:
    path = named("the-long-now")
    assert 60_000 <= path.stat().st_size <= 80_000
    body = split(path)[1]
    paragraphs = [part.strip() for part in FENCE.sub("", body).split("\n\n") if len(part) > 60]
    assert len(set(paragraphs)) == len(paragraphs)
    assert len(re.findall(r"^#{2,3} ", FENCE.sub("", body), re.MULTILINE)) > 60
    assert len(re.findall(r"^\|[ :|-]+\|$", body, re.MULTILINE)) > 15


@pytest.mark.parametrize(
    ("name", "lang", "script"),
    [("toufuku-no-kuni", "ja", "CJK|HIRAGANA|KATAKANA"), ("min-al-yamin", "ar", "ARABIC")],
)
def test_other_scripts(name: str, lang: str, script: str) -> None:
    path = named(name)
    assert metadata(path)["lang"] == lang
    letters = [c for c in prose(split(path)[1]) if unicodedata.category(c)[0] == "L"]
    own = [c for c in letters if re.match(script, unicodedata.name(c, ""))]
    assert len(own) > 0.8 * len(letters)
    assert len(own) < len(letters)


def test_a_series_has_three_parts() -> None:
    series = [metadata(path).get("series") for path in POSTS if not is_broken(path)]
    assert series.count("A notebook that lasts") == 3


def test_one_post_is_unpublished() -> None:
    hidden = [p.name for p in POSTS if not is_broken(p) and metadata(p).get("published") is False]
    assert hidden == ["2024-08-19-a-review-i-did-not-publish.md"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_internal_link_resolves(path: Path) -> None:
    inside = [link for link in links(path) if link.startswith(("/", "#", SITE)) or ".md" in link]
    broken = [link for link in inside if not resolves(link, path)]
    assert broken == ([BROKEN_ON_PURPOSE] if "ways-to-point" in path.name else [])


@pytest.mark.parametrize(
    "form",
    [
        r"\]\(/posts/2024/12/what-a-cell-is/\)",
        r"\]\(/posts/2024/12/what-a-cell-is\)",
        r"\]\(/posts/2024/12/what-a-cell-is/#emoji\)",
        r"\]\(https://field-notes\.example/posts/",
        r"\]\(/posts/cells/\)",
        r"\]\({% post_url 2024-12-27-what-a-cell-is %}\)",
        r"\]\({% post_url [^ ]+ %}#emoji\)",
        r"\]\({% link _posts/[^ ]+\.md %}\)",
        r"\| relative_url }}\)",
        r"{{ site\.baseurl }}/",
        r"\]\(\d[^)/]+\.md\)",
        r"\]\(\.\./_pages/about\.md\)",
        r"`\[\[What a cell is\]\]`",
        r"\]\(#by-address\)",
        r"\[\^1\]",
        r"\]\[cell\]",
        r"\]\[\]",
        r"^\[shortcut\]: ",
    ],
)
def test_the_post_about_links_has_every_kind(form: str) -> None:
    assert re.search(form, split(named("ways-to-point"))[1], re.MULTILINE)


@pytest.mark.parametrize(
    "mark",
    [
        *(rf"^#{{{rank}}} " for rank in range(1, 7)),
        r"^-{5,}$",
        r"\*\*\*both",
        r"~~\w+~~",
        r"  \n",
        r"\\\n",
        r"^ {6}- \w",
        r"^- \[x\] ",
        r"^- \[ \] ",
        r"^\|:-+\|:-+:\|-+:\|$",
        r"^\|.{150,}\|$",
        *(rf"^ *```{language}$" for language in ("python", "rust", "c", "json", "diff", "html", "sh")),
        r"^ {4}An indented block",
        r"^> > > ",
        r"^> \[!NOTE\]",
        r"!\[[^]]+\]\(/images/\S+\.png",
        r"^\[\^long\]: ",
        r"<https://",
        r" https://",
        r"<kbd>",
        r"<details>",
        r"^<!-- ",
        r"^: ",
        "\N{COMBINING ACUTE ACCENT}",
        "\N{ZERO WIDTH JOINER}",
        "\N{REGIONAL INDICATOR SYMBOL LETTER P}",
        r"^\*\*\*$",
    ],
)
def test_the_type_case_has_every_mark(mark: str) -> None:
    assert re.search(mark, split(named("every-mark"))[1], re.MULTILINE)


def test_images_are_small_and_all_used() -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in [*FILES, BLOG / "_config.yml"])
    images = list((BLOG / "images").iterdir())
    assert len(images) >= 3
    for image in images:
        assert image.stat().st_size < 10_000
        assert f"/images/{image.name}" in everything


def test_no_bidi_override_or_control_is_in_the_samples() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]", text), (
            path.name
        )
