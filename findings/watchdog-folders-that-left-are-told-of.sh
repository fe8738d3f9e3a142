#!/usr/bin/env bash
# watchdog 7.1.0 on Linux (inotify, recursive): a folder that is moved out of the watched one.
#
# Guess, written down before the run: nothing more is told of what is in it, since it is outside now.
# Seen: files that are made in it at its new place are told of at its old one, where there is nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet watchdog==7.1.0
mkdir -p "$work/watched/folder"
seen=$("$work/venv/bin/python" - "$work" <<'PYTHON'
import sys
from pathlib import Path
from queue import Queue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer


class Tell(FileSystemEventHandler):
    def on_any_event(self, event: FileSystemEvent) -> None:
        told.put((event.event_type, event.src_path))


work, told = Path(sys.argv[1]), Queue()
observer = Observer()
observer.schedule(Tell(), str(work / "watched"), recursive=True)
observer.start()
(work / "watched/folder").rename(work / "folder")
while told.get(timeout=30)[0] != "deleted":
    pass
(work / "folder/a.md").write_text("text")
while (event := told.get(timeout=30))[0] != "created":
    pass
observer.stop()
observer.join()
path = Path(event[1])
print(path.relative_to(work), "which is there" if path.exists() else "which is not there")
PYTHON
)
echo "$seen"
[ "$seen" = "watched/folder/a.md which is not there" ]
