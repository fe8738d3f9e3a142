"""The parts of the reader that need no screen, by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tuireader.archive.archive import Archive
from tuireader.archive.engines.facts import ENGINES
from tuireader.archive.post import Post, PostId
from tuireader.archive.site import Site
from tuireader.catalog.catalog import Catalog, CatalogChange
from tuireader.session.live_archive import ArchiveChanged
from tuireader.session.progress import WordsAtFirst
from tuireader.ui.keys import Command
from tuireader.ui.reader.archive_feed import NAME_WAIT, FirstPost
from tuireader.ui.reader.labels import LABELS, LETTERS, QUESTION, Choice, LabelMode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tuireader.ui.article.article_overlay import Label

SITE = Site(engine=ENGINES["plain"], timezone=UTC)
ARCHIVE = Archive(Path("/blog"), SITE, (SITE,))
OLD, NEW, NOTE = PostId("_posts/2023-01-01-old.md"), PostId("_posts/2024-01-01-new.md"), PostId("note.md")


def post(post_id: PostId, words: int = 10, year: int = 2020) -> Post:
    return Post(
        id=post_id,
        kind="post",
        title=post_id,
        date=datetime(year, 1, 1, tzinfo=UTC),
        modified=None,
        slug=post_id,
        permalink=None,
        words=words,
    )


def changed(
    catalog: Catalog,
    change: CatalogChange | None = None,
    *,
    scanning: bool = False,
    renamed: Mapping[PostId, PostId] | None = None,
) -> ArchiveChanged:
    change = change or CatalogChange()
    return ArchiveChanged(ARCHIVE, catalog, change, 0, int(scanning), renamed=renamed or {})


def listing(*posts: Post) -> Catalog:
    return Catalog.empty().apply(posts)[0]


# Which post is shown first


def test_the_newest_post_is_shown_until_all_are_read() -> None:
    first = FirstPost(None, began=0.0)
    old, new = post(OLD, year=2023), post(NEW, year=2024)
    assert first.next(changed(listing(old), scanning=True), None, 0.0) == old
    assert first.next(changed(listing(old, new), scanning=True), old, 0.1) is None
    assert first.next(changed(listing(old, new)), old, 0.2) == new
    assert first.next(changed(listing(old, new, post(NOTE, year=2025))), new, 9.0) is None


def test_a_post_whose_name_tells_no_date_is_held_back_for_a_while() -> None:
    first = FirstPost(None, began=10.0)
    event = changed(listing(post(NOTE)), scanning=True)
    assert first.next(event, None, 10.0 + NAME_WAIT / 2) is None
    assert first.next(event, None, 10.0 + NAME_WAIT * 2) == post(NOTE)


def test_the_post_that_was_named_is_shown_as_soon_as_it_is_known() -> None:
    first = FirstPost(OLD, began=0.0)
    old, new = post(OLD, year=2023), post(NEW, year=2024)
    assert first.next(changed(listing(new), scanning=True), None, 0.0) == new
    assert first.next(changed(listing(old, new), scanning=True), new, 0.1) == old
    assert first.next(changed(listing(old, new)), old, 0.2) is None


def test_what_a_person_chose_stays() -> None:
    first = FirstPost(None, began=0.0)
    first.leave()
    assert first.next(changed(listing(post(NEW))), post(OLD), 0.0) is None


def test_what_a_person_went_to_by_a_link_or_a_search_stays() -> None:
    first = FirstPost(None, began=0.0)
    old, new, note = post(OLD, year=2023), post(NEW, year=2024), post(NOTE, year=2022)
    assert first.next(changed(listing(old, note), scanning=True), None, 0.0) == old
    assert first.next(changed(listing(old, new, note)), note, 0.1) is None
    assert first.next(changed(listing(old, new, note)), old, 0.2) is None


# Labels


class Spoken:
    """What was said and is not over; the labels that are shown; what is left to choose from."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.labels: tuple[Label, ...] = ()
        self.left: list[str] = []
        self.mode = LabelMode(self, self.mark, self.narrow)

    def say(self, message: str, *, of: str = "", stays: bool = False) -> None:
        self.said[of] = f"{message}, and it stays" if stays else message

    def end(self, state: str) -> None:
        self.said.pop(state, None)

    def mark(self, labels: tuple[Label, ...]) -> None:
        self.labels = labels

    def narrow(self, choices: Sequence[Choice]) -> None:
        self.left = [one.href for one in choices]

    def press(self, *keys: str) -> None:
        for key in keys:
            assert self.mode.waits(labelled=bool(self.labels))
            self.mode.take(key if len(key) == 1 else None, printable=len(key) == 1)


def offered(count: int) -> tuple[Spoken, list[int]]:
    spoken, chosen = Spoken(), list[int]()
    choices = [Choice(at, 0, lambda at=at: chosen.append(at), f"/{at}") for at in range(count)]  # type: ignore[misc]
    spoken.mode.offer(choices, "type a label")
    return spoken, chosen


def test_the_label_that_is_typed_is_chosen_and_all_are_taken_away() -> None:
    spoken, chosen = offered(3)
    assert [label.text for label in spoken.labels] == list(LETTERS[:3])
    assert spoken.said == {LABELS: "type a label"}
    spoken.press(LETTERS[1])
    assert chosen == [1]
    assert (spoken.labels, spoken.said) == ((), {})
    assert not spoken.mode.waits(labelled=False)


def test_the_first_of_two_letters_narrows_the_choice() -> None:
    spoken, chosen = offered(len(LETTERS) + 2)
    spoken.press(LETTERS[1])
    assert (spoken.left, chosen) == ([f"/{len(LETTERS)}", f"/{len(LETTERS) + 1}"], [])
    assert len(spoken.labels) == len(LETTERS) + 2
    spoken.press(LETTERS[0])
    assert chosen == [len(LETTERS)]


def test_a_letter_that_is_no_label_is_told_and_another_key_leaves_silently() -> None:
    spoken, chosen = offered(2)
    spoken.press("z")
    assert (spoken.said, spoken.labels, chosen) == ({"": "nothing is labelled z"}, (), [])
    spoken, chosen = offered(2)
    spoken.press("escape")
    assert (spoken.said, spoken.labels, chosen) == ({}, (), [])


def test_an_answer_of_which_more_are_labelled_asks_on() -> None:
    spoken, chosen = Spoken(), list[str]()
    again = {"c": lambda: spoken.mode.ask({"d": lambda: chosen.append("d")}, "which of them")}
    spoken.mode.ask(again, "what")
    assert spoken.said == {QUESTION: "what, and it stays"}
    spoken.press("c", "d")
    assert (chosen, spoken.said) == (["d"], {})


# Words


def test_words_are_counted_from_those_when_all_was_read() -> None:
    words, one = WordsAtFirst(), post(OLD, 10)
    words.apply(changed(listing(one), CatalogChange(added=(OLD,)), scanning=True))
    assert words.of(OLD) is None
    words.apply(changed(listing(replace(one, words=12))))
    words.apply(changed(listing(replace(one, words=30)), CatalogChange(updated=(OLD,))))
    assert words.of(OLD) == 12


def test_words_of_a_new_post_are_counted_from_its_first_and_a_renamed_one_keeps_its_number() -> None:
    words = WordsAtFirst()
    words.apply(changed(listing(post(OLD, 10))))
    words.apply(changed(listing(post(OLD, 10), post(NOTE, 5)), CatalogChange(added=(NOTE,))))
    words.apply(changed(listing(post(OLD, 10)), CatalogChange(removed=(NOTE,))))
    words.apply(changed(listing(post(OLD, 10), post(NOTE, 8)), CatalogChange(added=(NOTE,))))
    assert words.of(NOTE) == 5
    after = listing(post(NEW, 20), post(NOTE, 8))
    words.apply(changed(after, CatalogChange(added=(NEW,), removed=(OLD,)), renamed={OLD: NEW}))
    assert words.of(NEW) == 10


# Commands


def test_a_command_runs_its_code_on_what_it_is_given() -> None:
    done: list[str] = []
    command: Command[list[str]] = Command("note", lambda log: log.append("noted"), ("n",), "Note it", "Notes")
    command.run(done)
    assert done == ["noted"]
    assert (command.binding.action, command.binding.id) == ("run('note')", "note")
