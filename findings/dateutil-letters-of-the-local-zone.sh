#!/usr/bin/env bash
# python-dateutil 4.0.0 (and 2.9.0): dates that name their zone by the letters of the machine's own zone.
#
# Guess, written down before the run: on a machine in New York, `2024-07-05 10:00 EST` is five hours behind Greenwich, as
# the letters say, summer or not.
# Seen: letters of the local zone mean its time of that day: EST in July is four hours behind, EDT in January five.
# Anywhere else the letters are dropped, with a warning.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'python-dateutil==4.0.0'
cat > "$work/dates.py" <<'PY'
from dateutil.parser import parse

print(*(parse(f"2024-{day} 10:00 {zone}").isoformat()[5:] for day in ("01-05", "07-05") for zone in ("EST", "EDT")))
PY
seen=$(for zone in America/New_York Asia/Tokyo; do TZ=$zone "$work/venv/bin/python" -W ignore "$work/dates.py"; done)
echo "$seen"
[ "$seen" = "01-05T10:00:00-05:00 01-05T10:00:00-05:00 07-05T10:00:00-04:00 07-05T10:00:00-04:00
01-05T10:00:00 01-05T10:00:00 07-05T10:00:00 07-05T10:00:00" ]
