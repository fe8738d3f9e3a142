"""What counts as a visit, and which visit back and forward lead to."""

from __future__ import annotations

from tuireader.archive.post import PostId
from tuireader.library.record import Bookmark
from tuireader.rendering.page.page import TOP, Place
from tuireader.session.history import MAX_VISITS, SETTLED_SECONDS, History, Stay, Visit

A, B, C, D = (PostId(f"{name}.md") for name in "abcd")
SPOT = Bookmark(7, 2)


def passed(history: History, *posts: PostId) -> History:
    for post in posts:
        history = history.passed(post, settled=False)
    return history


def here(history: History | None) -> PostId | None:
    return history.here.id if history and history.here else None


def test_a_run_of_moves_is_one_visit_and_back_leads_to_where_it_began() -> None:
    run = passed(History().moved(A).left(SPOT), B, C, D)
    assert [visit.id for visit in run.visits] == [A, D]
    back = run.travelled(-1)
    assert back
    assert back.here == Visit(A, SPOT)
    assert here(back.travelled(1)) == D
    assert back.travelled(-1) is None


def test_a_post_that_was_settled_on_is_a_visit_of_its_own() -> None:
    run = passed(History().moved(A), B).left(SPOT).passed(C, settled=True)
    assert [visit.id for visit in passed(run, D).visits] == [A, B, D]
    assert run.travelled(-1) == History((Visit(A), Visit(B, SPOT), Visit(C)), 1)


def test_what_was_come_back_to_or_left_by_a_link_is_never_passed_over() -> None:
    run = passed(History().moved(A), B)
    back_and_on = run.travelled(-1)
    assert back_and_on
    forward = back_and_on.travelled(1)
    assert forward
    assert [visit.id for visit in passed(forward, C, D).visits] == [A, B, D]
    linked = passed(History().moved(A), B).visited(Visit(C))
    back = linked.travelled(-1)
    assert back
    assert [visit.id for visit in passed(back, D).visits] == [A, B, D]


def test_a_run_that_comes_home_leaves_nothing_behind() -> None:
    home = passed(History().moved(A), B, A)
    assert home == History().moved(A)
    assert passed(home, A) == home
    assert [visit.id for visit in passed(home, B, C).visits] == [A, C]


def test_what_lay_ahead_is_forgotten_when_another_way_is_taken() -> None:
    back = History().moved(A).visited(Visit(B)).travelled(-1)
    assert back
    assert [visit.id for visit in passed(back, C).visits] == [A, C]


def test_a_history_has_an_end() -> None:
    history = History()
    for number in range(MAX_VISITS + 50):
        history = history.passed(PostId(f"{number}.md"), settled=True)
    assert len(history.visits) == MAX_VISITS
    assert here(history) == f"{MAX_VISITS + 49}.md"


def test_a_post_is_settled_on_by_moving_in_it_or_by_looking_at_it_for_a_while() -> None:
    stay = Stay(A, 100.0, TOP)
    assert not stay.is_settled(100.0 + SETTLED_SECONDS / 2, TOP)
    assert stay.is_settled(100.0 + SETTLED_SECONDS, TOP)
    assert stay.is_settled(100.0, Place(1, 3))


def test_posts_visited_of_late_are_told_once_and_without_the_one_here() -> None:
    history = History().moved(A).visited(Visit(B)).visited(Visit(C)).visited(Visit(B)).visited(Visit(D))
    assert history.recent == (B, C, A)
    assert History().recent == ()
