"""The customs of an engine for new posts, for archives without posts to learn from."""

from __future__ import annotations

from dataclasses import dataclass


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
    of that name.
    """

    format: str
    format_of_config: bool
    formats: tuple[str, ...]
    date_key: str
    date: str
    draft_key: str
    draft_folder: str
    layout: str
    tag_table: str
    shared_tags: bool
    date_in_name: bool
    needs_date_in_name: bool
    date_in_path: bool
    titled: bool
    folder: str
    in_sections: bool
    section: str
    sections_in: str
