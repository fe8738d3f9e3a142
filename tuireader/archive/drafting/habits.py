"""What an archive's posts have in common: their paths, their names, and their front matter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tuireader.archive.archive import engine_of
from tuireader.archive.drafting.defaults import DEFAULTS, default_shape, drafts_shape
from tuireader.archive.drafting.lines import Line, as_flow, common_tags, learn_lines, undated
from tuireader.archive.drafting.notations import NOTATIONS, Notation, Pelican, Yaml
from tuireader.archive.drafting.shapes import is_dated, shape_of
from tuireader.archive.drafting.slugs import SlugHabit, slug_habit
from tuireader.archive.metadata.fields import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuireader.archive.drafting.samples import Sample, Samples
    from tuireader.archive.site import Site

_BY_FOLDER: Final = frozenset({"jekyll", "hexo"})
"""Engines whose drafts are those in a folder for them; they get their date when they leave it."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a new post is to be written.

    `shape` is that of its path from the archive's root on. `notation` is None where posts have no front matter.
    `heading` says that the title is a heading in the text; `tags` are those that every post bears.
    """

    site: Site
    shape: str
    slugs: SlugHabit
    notation: Notation | None
    lines: tuple[Line, ...]
    heading: bool = False
    tags: tuple[str, ...] = ()

    def without_doubt(self) -> tuple[Habits, ...]:
        """Return these habits and then others that are ever less the archive's own and ever more sure to be read."""
        flow = replace(self, lines=tuple(map(as_flow, self.lines)))
        return (self, flow, _titled(self), _titled(flow), replace(_by_default(self.site), shape=self.shape))


def learn(samples: Samples, root: str, *, draft: bool) -> Habits:
    """Return the habits of a site: its posts' where there are any, else its engine's."""
    site = samples.site
    shape = _shape(samples, root, draft=draft)
    by_default = _by_default(site, new=True)
    slugs = slug_habit(*_names(samples.posts, site)) if samples.posts else by_default.slugs
    kept_apart = draft and site.engine in _BY_FOLDER
    models = samples.drafts if kept_apart and samples.drafts else samples.posts
    if not models:
        return replace(by_default, shape=shape, slugs=slugs)
    notation, alike = _notation(models, site)
    lines = learn_lines(alike, engine_of(site)) if notation else ()
    if kept_apart and models is samples.posts:
        lines = undated(lines)
    by_heading = [heading(one.source.body) is not None for one in models]
    has_title = any(line.part == "title" for line in lines)
    habits = Habits(
        site,
        shape,
        slugs,
        notation,
        _completed(lines, site, shape, draft=draft),
        heading=not has_title and sum(by_heading) * 2 > len(models) and site.engine != "obsidian",
        tags=common_tags(samples.posts) if site.engine == "eleventy" else (),
    )
    named = site.engine == "obsidian" or habits.heading
    return habits if has_title or named else _titled(habits)


def _shape(samples: Samples, root: str, *, draft: bool) -> str:
    site = samples.site
    by_folder = bool(DEFAULTS[site.engine].drafts)
    if draft and by_folder and samples.drafts:
        return _usual(samples.drafts, site)[0]
    shapes = _usual(samples.posts, site)
    if site.engine == "jekyll":
        # A name without a date is no post's to Jekyll.
        shapes = [shape for shape in shapes if is_dated(shape.rpartition("/")[2])]
    posts = shapes[0] if shapes else default_shape(root, site)
    return drafts_shape(site, posts) if draft and by_folder else posts


def _usual(samples: Sequence[Sample], site: Site) -> list[str]:
    """Return the shapes of the posts' paths, the most usual first, and of equal ones the newest."""
    return [shape for shape, _ in Counter(_shaped(one, site)[0] for one in samples).most_common()]


def _names(samples: Sequence[Sample], site: Site) -> tuple[list[str], list[str]]:
    named = [(slug, one.post.title) for one in samples if (slug := _shaped(one, site)[1])]
    return [slug for slug, _ in named], [title for _, title in named]


def _shaped(sample: Sample, site: Site) -> tuple[str, str]:
    shape, slug = shape_of(sample.post.id[len(site.base) :], site.languages)
    return site.base + shape, slug


def _notation(models: Sequence[Sample], site: Site) -> tuple[Notation | None, list[Sample]]:
    """Return the format that most of the posts are in, and these posts."""
    formats = Counter(one.source.front_matter.format for one in models)
    name = formats.most_common(1)[0][0]
    alike = [one for one in models if one.source.front_matter.format == name]
    if name not in DEFAULTS[site.engine].formats:
        return (None if name == "none" and site.engine == "plain" else NOTATIONS[_format(site)]), []
    opened = sum(one.source.text.lstrip().startswith("---") for one in alike) * 2 >= len(alike)
    if name == "yaml":
        return Yaml(opened=opened), alike
    return (Pelican(fenced=opened) if name == "pelican" else NOTATIONS[name]), alike


def _format(site: Site) -> str:
    """Return the format of an engine's own; Hugo's is its configuration's."""
    if site.engine == "hugo" and any(file.endswith(".toml") for file in site.config):
        return "toml"
    return DEFAULTS[site.engine].notation


def _by_default(site: Site, *, new: bool = False) -> Habits:
    """Return the habits of an engine; Jekyll's posts get a layout where there is none to go by."""
    notation = NOTATIONS[_format(site)]
    lines: list[Line] = []
    if new and site.engine == "jekyll" and not any("layout" in one.values for one in site.defaults):
        lines.append(Line("fixed", notation.entry("layout", "post")))
    if not (new and site.engine == "obsidian"):
        lines.append(_title_line(notation))
    lines.append(_date_line(site, notation))
    return Habits(site, "", SlugHabit(titled=site.engine == "obsidian"), notation, tuple(lines))


def _date_line(site: Site, notation: Notation) -> Line:
    default = DEFAULTS[site.engine]
    return Line("date", notation.entry(default.date_key, ""), moment=default.moment)


def _title_line(notation: Notation) -> Line:
    return Line("title", notation.entry("Title" if notation.name == "pelican" else "title", ""))


def _completed(lines: tuple[Line, ...], site: Site, shape: str, *, draft: bool) -> tuple[Line, ...]:
    """Return the lines with one for the date, where neither they nor the name tell it."""
    if any(line.part == "date" for line in lines) or is_dated(shape) or (draft and site.engine in _BY_FOLDER):
        return lines
    return (*lines, _date_line(site, NOTATIONS[_format(site)]))


def _titled(habits: Habits) -> Habits:
    """Return the habits with a line for the title, and with front matter if there was none."""
    notation = habits.notation or NOTATIONS[_format(habits.site)]
    if any(line.part == "title" for line in habits.lines):
        return replace(habits, notation=notation)
    lines = (_title_line(notation), *habits.lines)
    return replace(habits, notation=notation, heading=False, lines=lines)
