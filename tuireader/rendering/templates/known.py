"""What an engine makes known of a post to templates, beside its front matter."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from tuireader.archive.metadata.values import Scalar

if TYPE_CHECKING:
    from tuireader.archive.metadata.values import Value
    from tuireader.archive.post import Post


def post_values(post: Post | None, path: str) -> dict[str, Value]:
    """Return the values that an engine gives a post where its front matter does not."""
    if post is None:
        return {"path": Scalar(path)}
    texts = {"title": post.title, "slug": post.slug, "url": post.permalink or "", "path": path}
    texts["fileSlug"] = post.slug  # Eleventy's name for it
    return {**{key: Scalar(text) for key, text in texts.items()}, **_labels(post)}


def known_of(post: Post | None, path: str, collection: str) -> dict[str, Value]:
    """Return what Jekyll makes known of a document (4.4.1, `drops/document_drop.rb`); a page has less."""
    found = post_values(post, path)
    if post is None:
        return found
    name = path.rpartition("/")[2]
    if post.kind == "page" and not collection:
        return {**found, "name": Scalar(name)}
    texts = {
        "relative_path": path,
        "id": f"{dirname(post.permalink or '').rstrip('/')}/{post.slug}",
        "collection": collection or "posts",
        "ext": f".{name.rpartition('.')[2]}",
        "excerpt": post.excerpt,
    }
    return {**found, **{key: Scalar(text) for key, text in texts.items()}}


def settled_of(post: Post | None, *, labels: bool) -> dict[str, Value]:
    """Return what the archive knows better than the front matter, which may give it in any form: dates, `labels`."""
    found = _labels(post) if post is not None and labels else {}
    if post is None or post.date is None:
        return found
    return {**found, "date": Scalar(post.date.strftime("%Y-%m-%d %H:%M:%S %z").strip())}


def _labels(post: Post) -> dict[str, Value]:
    return {
        "tags": tuple(Scalar(tag) for tag in post.tags),
        "categories": tuple(Scalar(name) for name in post.categories),
    }
