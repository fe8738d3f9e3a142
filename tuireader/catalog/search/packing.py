"""Bodies in the index, packed to a third: short texts that share their words with a piece of the archive's own."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection, DatabaseError

SAMPLE: Final = 8192
"""Bytes of the sample; of twice as many a body is one part in thirty smaller, and takes a third longer to pack."""
PIECES: Final = 16
_LEVEL: Final = 6


def damaged(what: str) -> DatabaseError:
    """An error for damage that SQLite does not notice."""
    from sqlite3 import DatabaseError

    return DatabaseError(what)


def sample_of(bodies: Sequence[str]) -> bytes:
    """A sample of texts that are like those to be packed."""
    step = max(1, len(bodies) // PIECES)
    pieces = (_data(body[: SAMPLE // PIECES]) for body in bodies[::step])
    return b"".join(pieces)[-SAMPLE:]


class Packer:
    """Packs bodies with a sample, which is needed to unpack them."""

    def __init__(self, sample: bytes) -> None:
        self.sample = sample

    def packed(self, body: str) -> bytes:
        packing = zlib.compressobj(_LEVEL, zdict=self.sample)
        return packing.compress(_data(body)) + packing.flush()

    def body(self, packed: object) -> str:
        """The packed body; raises `sqlite3.DatabaseError` if it is damaged, or was packed with another sample."""
        try:
            unpacking = zlib.decompressobj(zdict=self.sample)
            data = unpacking.decompress(packed)  # type: ignore[arg-type]  # what a damaged file holds
            if unpacking.eof:
                return data.decode("utf-8", "surrogatepass")
        except (zlib.error, TypeError, UnicodeDecodeError) as error:
            raise damaged("a post's text is no text") from error
        raise damaged("a post's text ends too soon")


def packer_of(connection: Connection, bodies: Sequence[str]) -> Packer:
    """The packer of an index; if it has none yet, one for texts like these bodies, which is kept if there are some."""
    found = connection.execute("select value from about where name = 'sample'").fetchone()
    if found is not None:
        if not isinstance(found[0], bytes):
            raise damaged("the sample is damaged")
        return Packer(found[0])
    sample = sample_of(bodies)
    if sample:
        connection.execute("insert into about values('sample', ?)", (sample,))
    return Packer(sample)


def _data(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
