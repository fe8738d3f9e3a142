"""The texts of saved posts, handed on by who read them to who needs them next, so that a save is read once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final

from tuireader.archive.disk.files import stamp_of
from tuireader.late import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tuireader.archive.archive import Archive
    from tuireader.archive.post import Post, PostId
    from tuireader.archive.source import Source

MAX_POSTS: Final = 16
MAX_CHARACTERS: Final = 2_000_000
"""Characters of all texts together; a larger text is read again."""


@dataclass(frozen=True, slots=True)
class SavedText:
    """A post and the text of its file, read at once after a save; or the text of an editor, if it is `unsaved`."""

    archive: Archive
    post: Post
    source: Source
    unsaved: bool = False

    def is_current(self, archive: Archive) -> bool:
        """Whether the file is still as it was read, and read as the archive is configured now."""
        if self.archive != archive:
            return False
        return self.unsaved or self.source.stamp == stamp_of(str(archive.root), self.source.id)


class SavedTexts:
    """The texts of the posts that were saved last, each until it is taken; a few, and not too large.

    Any thread may call any method.
    """

    def __init__(self, texts: Iterable[SavedText] = ()) -> None:
        self._texts: OrderedDict[PostId, SavedText] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self.keep(texts)

    def keep(self, texts: Iterable[SavedText]) -> None:
        """Keep texts in the place of earlier ones of the same posts; of too many, the oldest are dropped."""
        with self._lock:
            for text in texts:
                self._drop(text.post.id)
                self._texts[text.post.id] = text
                self._size += len(text.source.text)
                while len(self._texts) > MAX_POSTS or self._size > MAX_CHARACTERS:
                    self._drop(next(iter(self._texts)))

    def _drop(self, post_id: PostId) -> SavedText | None:
        text = self._texts.pop(post_id, None)
        if text is not None:
            self._size -= len(text.source.text)
        return text

    @property
    def kept(self) -> tuple[SavedText, ...]:
        """The texts, the one that was kept last at the end."""
        with self._lock:
            return tuple(self._texts.values())

    def taken(self) -> SavedTexts:
        """Return all texts; none is kept here any longer."""
        with self._lock:
            texts, self._texts, self._size = self._texts, OrderedDict(), 0
        return SavedTexts(texts.values())

    def get(self, archive: Archive, post_id: PostId) -> SavedText | None:
        """Return the text of a post; None where none is kept, or the file is another one by now."""
        text = self._texts.get(post_id)
        return text if text is not None and text.is_current(archive) else None

    def take(self, archive: Archive, post_id: PostId) -> SavedText | None:
        """Return the text of a post as `get` does; it is not kept any longer."""
        with self._lock:
            text = self._drop(post_id)
        return text if text is not None and text.is_current(archive) else None
