#!/usr/bin/env bash
# resvg-py 0.5.0 (Pillow 13.0.0 for a font, and to look): text in SVG where none of its font families is there.
#
# Guess, written down before the run: as in a browser, text whose families are unknown, or which asks for `sans-serif`,
# is drawn with a font that is there.
# Seen: with one font loaded, text that asks for `sans-serif`, for `serif` or for an unknown family is not drawn at all,
# and there is no error: each generic name stands for one fixed family, and so does the last resort. It is drawn once
# the name behind its generic one is told (`sans_serif_family=`), or that behind `serif`, which is the last resort of all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'resvg-py==0.5.0' 'pillow==13.0.0'
seen=$("$work/venv/bin/python" - "$work" <<'PY'
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageFont
from resvg_py import svg_to_bytes

font = ImageFont.load_default(12)
path = Path(sys.argv[1]) / "font.otf"
path.write_bytes(font.font_bytes)
name = font.getname()[0]


def is_drawn(family, **names):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
        f'<text x="2" y="16" font-family="{family}">Label</text></svg>'
    )
    png = svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(path)], **names)
    return Image.open(BytesIO(bytes(png))).getchannel("A").getbbox() is not None


for family in (name, "sans-serif", "serif", "unknown"):
    told = {"sans_serif_family": name}, {"serif_family": name}
    shown = "the font" if family == name else family
    print(shown, is_drawn(family), *(is_drawn(family, **one) for one in told))
PY
)
echo "$seen"
[ "$seen" = "the font True True True
sans-serif False True True
serif False False True
unknown False False True" ]
