"""Whether the system tells of changes at all: it does not on what another machine holds."""

from __future__ import annotations

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
SILENT = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|drvfs|afs|ncpfs|ceph|glusterfs|lustre|beegfs|davfs|vboxsf|vmhgfs|prl_fs|fakeowner"
    r"|virtiofs|grpcfuse|osxfs|fuse\.(?!gocryptfs|encfs|ntfs)\w.*"
)
"""Types of file systems whose changes are made elsewhere."""


def silent_type(root: Path, mounts: Path = MOUNTS) -> str | None:
    """Return the type of the file system that `root` is on where it tells of no changes, else None."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    path = os.path.realpath(root)
    # Of two mounts at one point the later one counts.
    found = [
        (len(point), at, kind) for at, (point, kind) in enumerate(map(_mount, lines)) if _holds(point, path)
    ]
    kind = max(found, default=(0, 0, ""))[2]
    return kind if SILENT.fullmatch(kind) else None


def _mount(line: str) -> tuple[str, str]:
    """Return a mount's point and type; see proc_pid_mountinfo(5)."""
    before, _, after = line.partition(" - ")
    fields = before.split(" ")
    point = re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), fields[4]) if len(fields) > 4 else ""
    return point, after.partition(" ")[0]


def _holds(point: str, path: str) -> bool:
    return bool(point) and (path == point or path.startswith(point.rstrip("/") + "/"))
