"""Emoji by their names: `:tada:`, as GitHub writes them; unknown names stay as they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from tuireader.late import expression

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

_CODE: Final = expression(r"(?<![A-Za-z0-9]):([a-z0-9_+-]{1,64}):(?![A-Za-z0-9])")


def with_emoji(text: str) -> str:
    """Return a text with emoji in the place of their names."""
    return _CODE.sub(_named, text) if ":" in text else text


def without_emoji(text: str) -> str:
    """Return a text without the names of emoji."""
    return _CODE.sub(lambda code: "" if _named(code) != code[0] else code[0], text) if ":" in text else text


def _named(code: re.Match[str]) -> str:
    from rich.emoji import Emoji

    return _others().get(code[1]) or Emoji.replace(code[0])


@cache
def _others() -> Mapping[str, str]:
    """The names of GitHub (github/gemoji) that are not in Rich's table, which is older."""
    words = _NAMES.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_NAMES: Final = """
    thinking 🤔 hugs 🤗 upside_down_face 🙃 money_mouth_face 🤑 roll_eyes 🙄 zipper_mouth_face 🤐 unicorn 🦄
    facepalm 🤦 shrug 🤷 raised_eyebrow 🤨 star_struck 🤩 rofl 🤣 metal 🤘 camera_flash 📸 monocle_face 🧐
    bricks 🧱 technologist 🧑‍💻 saluting_face 🫡 melting_face 🫠 heart_hands 🫶 smiling_face_with_tear 🥲
    smiling_face_with_three_hearts 🥰 ladder 🪜 magic_wand 🪄 coin 🪙 rock 🪨 us 🇺🇸 gb 🇬🇧 uk 🇬🇧 de 🇩🇪 fr 🇫🇷
    es 🇪🇸 it 🇮🇹 jp 🇯🇵 cn 🇨🇳 kr 🇰🇷 ru 🇷🇺 eu 🇪🇺
"""
