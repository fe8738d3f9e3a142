"""A picture fetched from the web, once the reader has asked for it: over https alone, bounded in size and time."""

from __future__ import annotations

from http.client import HTTPException
from time import monotonic
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tuireader.archive.disk.fetched import SCHEME, keep_fetched
from tuireader.archive.disk.pixels import ENOUGH, pixels
from tuireader.archive.text import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage
    from io import BufferedIOBase
    from typing import IO

MOST_BYTES: Final = 20_000_000
FETCH_TIMEOUT: Final = 20.0
"""Seconds that a picture may take in all."""
READ_TIMEOUT: Final = 5.0
"""Seconds that a server may send nothing."""
_PIECE: Final = 65_536


class SafeRedirects(HTTPRedirectHandler):
    """Follows redirections that stay with https."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not newurl.lower().startswith(SCHEME):
            raise URLError("it leads away from https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(request: Request, timeout: float) -> BufferedIOBase:
    found: BufferedIOBase = build_opener(SafeRedirects).open(request, timeout=timeout)
    return found


def host_of(address: str) -> str:
    """The host of an address, to be shown."""
    try:
        return on_one_line(urlsplit(address).hostname or "")
    except ValueError:
        return ""


def fetch_picture(address: str, opened: Callable[[Request, float], BufferedIOBase] = _open) -> str:
    """Fetch a picture and keep it; the reason if that failed, else empty. Takes long, for a thread."""
    if not address.lower().startswith(SCHEME) or not host_of(address):
        return "only https addresses are fetched"
    try:
        request = Request(address, headers={"User-Agent": "tuireader", "Accept": "image/*"})  # noqa: S310 - https, see above
        keep_fetched(address, _picture(request, opened))
    except (OSError, ValueError, HTTPException) as error:
        return _reason(error)
    return ""


def _reason(error: Exception) -> str:
    """Why a picture was not fetched, in plain words."""
    if isinstance(error, HTTPError):
        error.close()  # it is the answer too
        return f"the server answers {error.code}"
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return "the server takes too long"
    said = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return on_one_line(said) or "the connection failed"


def _picture(request: Request, opened: Callable[[Request, float], BufferedIOBase]) -> bytes:
    """The picture at an address; raises ValueError if it is not a picture, or is too large."""
    end, data = monotonic() + FETCH_TIMEOUT, bytearray()
    with opened(request, READ_TIMEOUT) as answer:
        # `read` would wait for a whole piece, however slowly that comes.
        while piece := answer.read1(_PIECE):
            data += piece
            if len(data) > MOST_BYTES:
                msg = f"it is over {MOST_BYTES // 1_000_000} MB"
                raise ValueError(msg)
            if monotonic() > end:
                raise TimeoutError
    if pixels(bytes(data[:ENOUGH])) is None:
        msg = "it is not a picture"
        raise ValueError(msg)
    return bytes(data)
