"""Links to posts in the form of their archive: what is written leads to the post that is meant."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.post import PostId
from tuireader.archive.scan import scan
from tuireader.catalog.catalog import Catalog
from tuireader.checking.links import written_links
from tuireader.language_server.link_forms import address_of, form_of, usual_form
from tuireader.session.links import LinkSnapshot

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "---\ntitle: {}\ndate: 2024-01-01\n---\n\n"
TOML = '+++\ntitle = "{}"\ndate = 2024-01-01\n+++\n\n'
HUGO, ZOLA = {"hugo.toml": 'title = "x"\n'}, {"config.toml": 'base_url = "https://x.example"\n'}
JEKYLL, VAULT = {"_config.yml": "title: x\n"}, {".obsidian/app.json": "{}"}


@pytest.mark.parametrize(
    ("site", "folder", "suffix", "body", "form", "address"),
    [
        (JEKYLL, "_posts", "2024-01-01-", "", "post_url", "{% post_url 2024-01-01-b %}"),
        (JEKYLL, "_posts", "2024-01-01-", "[x](/2024/01/01/b.html)", "address", "/2024/01/01/b.html"),
        (
            JEKYLL,
            "_posts",
            "2024-01-01-",
            "[x]({% link _posts/2024-01-01-b.md %})",
            "link",
            "{% link _posts/2024-01-01-b.md %}",
        ),
        (HUGO, "content/posts", "", "", "ref", '{{< ref "posts/b" >}}'),
        (HUGO, "content/posts", "", '[x]({{< relref "b.md" >}})', "relref", '{{< relref "posts/b" >}}'),
        (HUGO, "content/posts", "", "[x](b.md)", "file", "b.md"),
        (ZOLA, "content/posts", "", "", "at", "@/posts/b.md"),
        (VAULT, "notes", "", "", "wikilink", "[[b]]"),
        ({}, "notes", "", "", "address", "b.md"),
    ],
)
def test_a_post_is_linked_to_as_the_archive_does(  # noqa: PLR0917 - one row
    tmp_path: Path, site: dict[str, str], folder: str, suffix: str, body: str, form: str, address: str
) -> None:
    head = TOML if site is ZOLA else HEAD
    texts = {f"{folder}/{suffix}{name}.md": head.format(name) for name in ("a", "b")}
    texts[f"{folder}/{suffix}a.md"] += body
    write(tmp_path, {**site, **texts})
    archive = open_archive(tmp_path)
    assert isinstance(archive, Archive)
    posts = [post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts]
    catalog, _ = Catalog.empty().apply(posts)
    links = LinkSnapshot(archive, catalog, written_links(archive, [post.id for post in posts]))
    source, target = (PostId(f"{folder}/{suffix}{name}.md") for name in ("a", "b"))
    post = catalog.get(target)
    assert post is not None
    assert usual_form(links, archive.site_for(source)) == form
    assert address_of(links, usual_form(links, archive.site), post, source) == address
    anchored = address_of(links, usual_form(links, archive.site), post, source, "part")
    found = links.resolve(anchored, source)
    assert (found.id, found.anchor) == (target, "part")
    assert form_of(anchored) == form or form == "address"
