#!/usr/bin/env bash
# Pillow 13.0.0: `Image.quantize(colors, dither=…)` without a palette.
#
# Guess, written down before the run: `dither`, which is FLOYDSTEINBERG by default, mixes the colours of a gradient by
# dots, so that sixteen of them show no bands.
# Seen: it is ignored. The picture has bands, the same ones with and without; only `palette=` gives dots.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'pillow==13.0.0'
seen=$("$work/venv/bin/python" - <<'PY'
from PIL import Image

level = Image.linear_gradient("L")
picture = Image.merge("RGB", (level, Image.new("L", level.size), Image.new("L", level.size)))
dots, bands = (picture.quantize(16, dither=one) for one in (Image.Dither.FLOYDSTEINBERG, Image.Dither.NONE))
given = picture.quantize(palette=bands, dither=Image.Dither.FLOYDSTEINBERG)


def is_mixed(image):
    rows = (image.crop((0, y, image.width, y + 1)).tobytes() for y in range(image.height))
    return any(len(set(row)) > 1 for row in rows)


print("asked for dots:", is_mixed(dots))
print("the same as without:", dots.tobytes() == bands.tobytes())
print("with a palette:", is_mixed(given))
PY
)
echo "$seen"
[ "$seen" = "asked for dots: False
the same as without: True
with a palette: True" ]
