#!/usr/bin/env bash
# Unidecode 1.4.0 (PyPI): the case of letters from scripts that have none.
#
# Guess, written down before the run: a script without capitals is spelt in small letters, שלום as `shlvm`.
# Seen: letters that an older transcription dotted below are spelt in capitals, so שלום is `SHlvm` and حب `Hb`. Slugs in
# small letters hide it; with Pelican's SLUGIFY_PRESERVE_CASE it is in the address.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'Unidecode==1.4.0'
seen=$("$work/venv/bin/python" -c 'from unidecode import unidecode; print(*map(unidecode, ("שלום", "حب", "ऋषि", "ẞ")))')
echo "$seen"
[ "$seen" = "SHlvm Hb Rssi SS" ]
