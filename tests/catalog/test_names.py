"""Posts by their names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.posts import post
from tuireader.archive.post import PostId
from tuireader.catalog.names import PostNames

TITLES = ("Rain", "Snow", "rain")
PATHS = ("a/rain.md", "a/2024-01-02-rain.md", "b/rain.md", "snow/index.md", "b/snow.md")
OTHERS = ("a/hail.md", "c/2024-01-02-rain.md", "c/snow.md", "hail/index.md", "b/rain.markdown")
POSTS = st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(TITLES)), unique_by=lambda one: one[0])


@given(POSTS, st.data())
def test_an_index_after_moves_is_as_one_made_anew(named: list[tuple[str, str]], data: st.DataObject) -> None:
    posts = [post(path, title=title, aliases=("/hail/",)) for path, title in named]
    leaving = data.draw(st.lists(st.sampled_from(posts), unique=True, max_size=3) if posts else st.just([]))
    arriving = data.draw(st.permutations(OTHERS))
    moves = [(one, post(path, title=one.title)) for one, path in zip(leaving, arriving, strict=False)]
    now = [*(one for one in posts if one not in leaving), *(new for _, new in moves)]
    moved, anew = PostNames(posts).moved(moves), PostNames(now)
    for path in (*PATHS, *OTHERS, "rain", "2024-1-2-rain", "hail", "x/snow"):
        for source in (PostId("a/x.md"), PostId("b/x.md")):
            assert moved.file(path, source) == anew.file(path, source)
        assert moved.at(path) == anew.at(path)
    for title in (*TITLES, "hail"):
        assert moved.title(title, PostId("a/x.md")) == anew.title(title, PostId("a/x.md"))
