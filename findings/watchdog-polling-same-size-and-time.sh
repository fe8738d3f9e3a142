#!/usr/bin/env bash
# watchdog 7.1.0, PollingObserver's snapshots: a file that is written anew with its size and its time as before.
#
# Guess, written down before the run: a polling observer tells of it, since the change time (st_ctime) is another.
# Seen: it is told of nothing. A snapshot compares inode, modification time and size alone, so that a file restored with
# its time (`touch -r`, `rsync -t`, a file system that keeps two seconds) is the same to it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'watchdog==7.1.0'
mkdir "$work/watched"
seen=$("$work/venv/bin/python" - "$work/watched" <<'PY'
import os
import sys
from pathlib import Path

from watchdog.utils.dirsnapshot import DirectorySnapshot, DirectorySnapshotDiff

folder = sys.argv[1]
file = Path(folder, "post.md")
file.write_text("body")
first, before = DirectorySnapshot(folder), file.stat()
with file.open("r+") as opened:
    opened.write("BODY")
os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
after = file.stat()
assert after.st_ctime_ns != before.st_ctime_ns
told = DirectorySnapshotDiff(first, DirectorySnapshot(folder)).files_modified
os.utime(file)
also = DirectorySnapshotDiff(first, DirectorySnapshot(folder)).files_modified
print(len(told), len(also))
PY
)
echo "told of the silent change: ${seen% *}, of a new time: ${seen#* }"
[ "$seen" = "0 1" ]
