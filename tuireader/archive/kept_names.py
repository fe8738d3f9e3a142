"""Names of files as a database keeps them: not each is text, for a file system takes nearly any bytes for a name."""

from __future__ import annotations


def kept(name: str) -> str | bytes:
    """Return what to put in a database for a name, or a text with names in it: itself, or bytes where it is no text.

    Each name has one such value, so that values are equal where names are.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")
    return name


def own(value: str | bytes) -> str:
    """Return the name for which that is kept."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


def is_name(name: str) -> bool:
    """Tell whether a file or folder can have this name: a damaged database may hold any."""
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return False
    return bool(name) and "\0" not in name


def is_inside(name: str) -> bool:
    """Tell whether a file within a folder can have this path, with slashes between its parts."""
    return is_name(name) and not name.startswith("/") and ".." not in name.split("/")
