"""The documents of a site, which the templates of many posts ask for in one run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tuireader.archive.archive import Archive, open_archive
from tuireader.archive.scan import scan
from tuireader.catalog.catalog import Catalog
from tuireader.checking.check import facts_of, problems_of
from tuireader.rendering.templates.liquid.documents import SiteDocuments, documents_of

if TYPE_CHECKING:
    from pathlib import Path

    from tuireader.archive.site import Site
    from tuireader.rendering.templates.liquid.documents import Documents

ASKING = "[a]({{ page.previous.url }}) [b](#c) [d]({{ site.posts.first.url }})\n\n# {{ page.next.title }}\n"


@pytest.mark.parametrize("count", [3, 30])
def test_the_documents_are_looked_for_once_in_a_run(tmp_path: Path, count: int) -> None:
    looks: list[str] = []

    def look(site: Site) -> Documents | None:
        looks.append(site.base)
        return documents_of(site)

    write(tmp_path, {"_config.yml": "title: S\n"})
    write(tmp_path, {f"_posts/2019-01-{day + 1:02}-p.md": f"---\n---\n{ASKING}" for day in range(count)})
    archive = open_archive(tmp_path)
    assert isinstance(archive, Archive)
    posts = [post for batch in scan(archive, datetime.now(UTC)) for post in batch.posts]
    facts = facts_of(archive, Catalog.empty().apply(posts)[0], SiteDocuments(look))
    problems_of(facts)
    hrefs = [link.written.href for link in facts.graph]
    assert hrefs.count("/2019/01/02/p.html") == 1
    assert looks == [""]
