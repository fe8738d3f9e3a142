from __future__ import annotations

import pytest

from tests.catalog.posts import day, post
from tuireader.archive.post import PostId
from tuireader.catalog.catalog import Catalog
from tuireader.catalog.links.likely_places import LikelyPlaces
from tuireader.catalog.links.resolve import Resolver

CATALOG = Catalog.empty().apply(
    [
        post("content/posts/2024-01-05-Five-Ways.md", slug="five-ways", date=day(4)),
        post("src/blog/fast-super.md", date=day(9)),
        post("src/features/bigint.md", kind="page"),
    ]
)[0]
FIVE, FAST, BIG = (
    PostId("content/posts/2024-01-05-Five-Ways.md"),
    PostId("src/blog/fast-super.md"),
    PostId("src/features/bigint.md"),
)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/2024/01/05/five-ways/", FIVE),
        ("/news/2024/1/5/Five-Ways.html", FIVE),
        ("/2024/01/06/five-ways/", FIVE),
        ("//2024/01/05/five-ways", FIVE),
        ("/2024/01/five-ways/", FIVE),
        ("/2024/03/05/five-ways/", None),
        ("/2024/13/45/five-ways/", None),
        ("/2024/01/05/six-ways/", None),
        ("/blog/fast-super", FAST),
        ("/blog/fast-super.html", FAST),
        ("/features/bigint/", BIG),
        ("/fast-super", None),
        ("/other/fast-super", None),
    ],
)
def test_paths_below_dates_and_folders(path: str, found: PostId | None) -> None:
    assert LikelyPlaces(CATALOG).find(path) == found
    assert Resolver(CATALOG, likely=True).resolve(path.replace("//", "/"), FAST).id == found
    assert Resolver(CATALOG).resolve(path.replace("//", "/"), FAST).kind == "broken"


def test_the_host_that_most_links_to_posts_have_is_the_sites_own() -> None:
    own = [f"https://v8.dev{path}" for path in ("/blog/fast-super", "/features/bigint", "/docs/x")]
    crossed = ["https://www.other.org/blog/fast-super"]
    assert LikelyPlaces(CATALOG).own_hosts([*own, *crossed]) == {"v8.dev", "www.v8.dev"}
    assert LikelyPlaces(CATALOG).own_hosts(["https://x.org/a/b", "mailto:a@v8.dev"]) == frozenset()
    assert (
        LikelyPlaces(CATALOG).own_hosts([own[0], *[f"https://v8.dev/docs/{n}" for n in range(20)]])
        == frozenset()
    )


def test_links_to_the_sites_own_host_lead_to_its_posts() -> None:
    resolver = Resolver(CATALOG, hosts={"v8.dev"}, likely=True)
    assert resolver.resolve("https://v8.dev/blog/fast-super#x", BIG).id == FAST
    assert resolver.resolve("https://other.org/blog/fast-super", BIG).kind == "external"
