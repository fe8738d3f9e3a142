"""What is copied to be pasted elsewhere: addresses as others can use them, and words with their source."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post


def permalink(archive: Archive, post: Post) -> str:
    """The address of a post on the web, or the path of its file where the site does not say."""
    where = address_on_site(archive, post)
    return where if "://" in where else str(archive.root / post.id)


def address_on_site(archive: Archive, post: Post) -> str:
    """The address of a post on the web, or its path on the site where that does not say its own; else its file's."""
    site = archive.site_of(post.id) or archive.site
    url, base = site.url.strip().rstrip("/"), site.baseurl.strip("/")
    if post.permalink is None:
        return str(archive.root / post.id)
    if base and not f"{url}/".endswith(f"/{base}/"):
        url = f"{url}/{base}"
    return f"{url}/{post.permalink.lstrip('/')}"


def address(archive: Archive, post: Post, href: str) -> str:
    """The address of a link in a post, whole where the site's is known."""
    page = permalink(archive, post)
    if not href or "://" not in page:
        return href
    try:
        return urljoin(page, href)
    except ValueError:
        return href


def quoted(text: str, title: str, source: str) -> str:
    """Words of a post as a quote in Markdown, and where they are from."""
    lines = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
    return f"{lines}\n>\n> — {title}, {source}\n"


def counted(count: int, what: str) -> str:
    """A number of things: `1 line`, `12 lines`."""
    return f"{count:,} {what}" + ("" if count == 1 else "s")
