"""The themes that come with the program, besides `night` and `paper`: those of Textual 8.2, with more of their colours.

A row holds what the authors of a scheme publish; what is too faint to read in it is changed by `Palette.readable`.
"""

from __future__ import annotations

from typing import Final

from tuireader.themes.palette import OURS, Palette, colours_of

# background foreground surface marked muted faint accent state heading red orange green blue purple
_DARK: Final = {
    "atom-one-dark": (
        "282c34 abb2bf 2c313a 5c4a20 5c6370 4f5666 61afef e5c07b c678dd e06c75 d19a66 98c379 61afef c678dd"
    ),
    "catppuccin-frappe": (
        "303446 c6d0f5 414559 6b5f45 a5adce 737994 8caaee e5c890 ca9ee6 e78284 ef9f76 a6d189 8caaee ca9ee6"
    ),
    "catppuccin-macchiato": (
        "24273a cad3f5 363a4f 655a40 a5adcb 6e738d 8aadf4 eed49f c6a0f6 ed8796 f5a97f a6da95 8aadf4 c6a0f6"
    ),
    "catppuccin-mocha": (
        "1e1e2e cdd6f4 313244 5f543b a6adc8 6c7086 89b4fa f9e2af cba6f7 f38ba8 fab387 a6e3a1 89b4fa cba6f7"
    ),
    "dracula": "282a36 f8f8f2 343746 5e5a30 6272a4 6272a4 8be9fd f1fa8c bd93f9 ff5555 ffb86c 50fa7b 8be9fd ff79c6",
    "flexoki": "100f0f cecdc3 1c1b1a 4d3a0b 878580 575653 4385be d0a215 3aa99f d14d41 da702c 879a39 4385be 8b7ec8",
    "gruvbox": "282828 ebdbb2 3c3836 665020 a89984 7c6f64 83a598 fabd2f b8bb26 fb4934 fe8019 b8bb26 83a598 d3869b",
    "monokai": "272822 f8f8f2 3e3d32 5f5a26 75715e 75715e 66d9ef e6db74 a6e22e f92672 fd971f a6e22e 66d9ef ae81ff",
    "nord": "2e3440 d8dee9 3b4252 6b6144 4c566a 4c566a 88c0d0 ebcb8b a3be8c bf616a d08770 a3be8c 81a1c1 b48ead",
    "rose-pine": "191724 e0def4 26233a 5c4a30 908caa 6e6a86 9ccfd8 f6c177 c4a7e7 eb6f92 ebbcba 31748f 9ccfd8 c4a7e7",
    "rose-pine-moon": (
        "232136 e0def4 2a273f 604d35 908caa 6e6a86 9ccfd8 f6c177 c4a7e7 eb6f92 ea9a97 3e8fb0 9ccfd8 c4a7e7"
    ),
    "solarized-dark": (
        "002b36 eee8d5 073642 4d4a0e 93a1a1 586e75 268bd2 b58900 2aa198 dc322f cb4b16 859900 268bd2 6c71c4"
    ),
    "textual-dark": (
        "121212 e0e0e0 1e1e1e 5c4310 9a9a9a 6a6a6a 0178d4 ffa62b 4ebf71 ba3c5b ffa62b 4ebf71 0178d4 b48ade"
    ),
    "tokyo-night": (
        "1a1b26 c0caf5 24283b 4d4430 565f89 414868 7aa2f7 e0af68 bb9af7 f7768e ff9e64 9ece6a 7aa2f7 bb9af7"
    ),
}
_LIGHT: Final = {
    "atom-one-light": (
        "fafafa 383a42 eaeaeb f5e3a8 a0a1a7 a0a1a7 4078f2 c18401 a626a4 e45649 986801 50a14f 4078f2 a626a4"
    ),
    "catppuccin-latte": (
        "eff1f5 4c4f69 e6e9ef f3dfb3 6c6f85 9ca0b0 1e66f5 df8e1d 8839ef d20f39 fe640b 40a02b 1e66f5 8839ef"
    ),
    "rose-pine-dawn": (
        "faf4ed 575279 f2e9e1 f7dfb5 797593 9893a5 286983 ea9d34 907aa9 b4637a d7827e 56949f 286983 907aa9"
    ),
    "solarized-light": (
        "fdf6e3 073642 eee8d5 f0dc9a 657b83 93a1a1 268bd2 b58900 2aa198 dc322f cb4b16 859900 268bd2 6c71c4"
    ),
    "textual-light": (
        "e0e0e0 1f1f1f d8d8d8 f0d79a 5a5a5a 8a8a8a 004578 ffa62b 4ebf71 ba3c5b ffa62b 4ebf71 004578 7a3d8f"
    ),
}
NAMES: Final = (*OURS, *sorted(_DARK | _LIGHT))
"""The names of the themes, ours first."""


def known(name: str) -> Palette | None:
    """The palette of that name, as it can be read; None if there is none."""
    if name in OURS:
        return OURS[name]()
    row = _DARK.get(name) or _LIGHT.get(name)
    if row is None:
        return None
    return Palette(name=name, dark=name in _DARK, **colours_of(row)).readable()
