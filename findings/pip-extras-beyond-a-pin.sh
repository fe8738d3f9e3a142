#!/usr/bin/env bash
# pip 23.2.1 with a lock of hashes: a package that is pinned by itself and asked for with an extra by another.
#
# Guess, written down before the run: `demo==1.0` with its hash pins `demo[more]` as well, since it is the same package.
# Seen: the lock is refused as soon as a newer release exists: for the extra pip looks for the newest by itself, and
# that has no hash. With `demo[more]==1.0` in the lock it installs. (pip 26.2 takes both.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'pip==23.2.1' 'build==1.6.1' 'hatchling==1.33.0'
package() {  # name, version, dependencies, extras
  mkdir -p "$work/$1-$2"
  cat > "$work/$1-$2/pyproject.toml" <<TOML
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "$1"
version = "$2"
dependencies = [$3]
[project.optional-dependencies]
$4
[tool.hatch.build.targets.wheel]
bypass-selection = true
TOML
  "$work/venv/bin/python" -m build --wheel --no-isolation --outdir "$work/wheels" "$work/$1-$2" > "$work/log" 2>&1
}
package demo 1.0 '' 'more = []'
package demo 1.1 '' 'more = []'
package user 1.0 '"demo[more]>=1"' ''
hash_of() { sha256sum "$work/wheels/$1"*.whl | cut -d' ' -f1; }
try() {
  printf '%s --hash=sha256:%s\nuser==1.0 --hash=sha256:%s\n' "$1" "$(hash_of demo-1.0)" "$(hash_of user-1.0)" > "$work/lock"
  if "$work/venv/bin/pip" install --quiet --dry-run --no-index --find-links "$work/wheels" -r "$work/lock" > "$work/log" 2>&1
  then echo installs; else echo refused; fi
}
seen="$(try 'demo==1.0'), $(try 'demo[more]==1.0')"
echo "without and with the extra in the lock: $seen"
[ "$seen" = "refused, installs" ]
