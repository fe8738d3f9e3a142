"""The links of pages as published: which posts they lead to, and which lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from lxml import html as lxml_html

if TYPE_CHECKING:
    from collections.abc import Mapping


class Links:
    """What the links of a page lead to."""

    def __init__(self, baseurl: str, addresses: set[str], pages: Mapping[str, str], url: str = "") -> None:
        self._base = baseurl.rstrip("/")
        self._url = url.rstrip("/")
        self._addresses = addresses
        self._pages = pages

    def of(self, address: str, html: str) -> tuple[list[str], list[str]]:
        """Return the posts that the links on a page lead to, and the words of those that lead nowhere."""
        found: list[str] = []
        dead: list[str] = []
        for link in lxml_html.fromstring(f"<div>{html}</div>").xpath(".//a[@href]"):
            href = urljoin(f"http://site{address}", str(link.get("href")).removeprefix(self._url))
            path, _, fragment = href.partition("#")
            if not path.startswith("http://site") or fragment.startswith(("fn:", "fnref:")):
                continue
            place = place_of(path.removeprefix("http://site").partition("?")[0].removeprefix(self._base))
            if place in self._pages:
                found.append(self._pages[place])
            elif place and place not in self._addresses:
                dead.append(" ".join(str(link.text_content()).split()))
        return found, dead


def place_of(address: str) -> str:
    """Return what addresses have in common that a server answers with the same page."""
    path = unquote(address).strip("/").removesuffix(".html")
    return "" if path == "index" else path.removesuffix("/index")
