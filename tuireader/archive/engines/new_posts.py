"""The customs of engines for new posts, for archives without posts to learn from."""

from __future__ import annotations

from tuireader.late import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPostCustoms:
    """The customs of an engine for new posts, for archives without posts to learn from.

    `format` is that of front matter, which with `format_of_config` is TOML where the configuration is; `formats` are
    those that the engine reads. `date_key` is the key of the date, with `date` as an example. `draft_key` tells a
    draft; with a `draft_folder` a draft is one by its place. `layout` is the layout of posts, if they need one. Tags
    are in the table `tag_table`, if it has a name, and with `shared_tags` a site gathers its posts by a tag that all
    of them bear.

    The date begins names with `date_in_name`, and has to with `needs_date_in_name`. With `date_in_path` it may be in
    the key `path`. With `titled` the name is the title. Posts lie in `folder` below the content, or with
    `in_sections` in the first section that there is, else in `section`; where `sections_in` is said, only in content
    of that name. In titles, which are Markdown then, `title_signs` are escaped: a regular expression.
    """

    format: str = "yaml"
    format_of_config: bool = False
    formats: tuple[str, ...] = ("yaml",)
    date_key: str = "date"
    date: str = "2024-12-27"
    draft_key: str = "draft"
    draft_folder: str = ""
    layout: str = ""
    tag_table: str = ""
    shared_tags: bool = False
    date_in_name: bool = False
    needs_date_in_name: bool = False
    date_in_path: bool = False
    titled: bool = False
    folder: str = ""
    in_sections: bool = False
    section: str = ""
    sections_in: str = ""
    title_signs: str = ""
