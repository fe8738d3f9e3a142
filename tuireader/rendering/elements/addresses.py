"""Addresses shortened for display, beside an image or in its place."""

from __future__ import annotations

from typing import Final

_MAX_BESIDE_IMAGE: Final = 60
"""Characters of an address that are shown whole beside an image."""
_MAX_ADDRESS: Final = 200


def file_name(address: str) -> str:
    """The name of the file at an address; data that an address holds is named by its type."""
    return _type_of_data(address) or _path(address).rstrip("/").rpartition("/")[2]


def ends_of(address: str) -> str:
    """An address, a long one by its host and its file alone; data by its type."""
    if said := _type_of_data(address):
        return said
    if len(address) <= _MAX_BESIDE_IMAGE:
        return address
    path = _path(address)
    host, _, rest = path.partition("://")[2].partition("/")
    name = (rest or path).rpartition("/")[2][-_MAX_BESIDE_IMAGE:]
    return f"{host}/…/{name}" if host else f"…/{name}"


def without_scheme(address: str) -> str:
    """An address from its host on, a long one by its beginning; data by its type."""
    if said := _type_of_data(address):
        return said
    from urllib.parse import urlsplit

    try:
        has_host = bool(urlsplit(address).netloc)
    except ValueError:
        return address[:_MAX_ADDRESS]
    shown = address.partition("//")[2] if has_host else address
    return shown if len(shown) <= _MAX_ADDRESS else shown[:_MAX_ADDRESS] + "…"


def _path(address: str) -> str:
    return address.partition("?")[0].partition("#")[0]


def _type_of_data(address: str) -> str:
    """The type of the data that an address holds (`data:image/png…`); empty for any other address."""
    return address.partition(",")[0].partition(";")[0] + "…" if address.startswith("data:") else ""
