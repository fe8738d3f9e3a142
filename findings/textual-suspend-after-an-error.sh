#!/usr/bin/env bash
# Textual 8.2.8: what App.suspend() does when the block under it raises.
#
# Guess, written down before the run: `with app.suspend():` gives the terminal back to the app whatever happens in the
# block, as context managers do.
# Seen: only where the block ends well. After an error that the app handles further out, the driver was told to suspend
# and never to resume: the app goes on without a terminal. A block that may raise has to catch within.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'textual==8.2.8'
cat > "$work/try.py" <<'PY'
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

told = []


class Driver(HeadlessDriver):
    can_suspend = True

    def suspend_application_mode(self):
        told.append("suspend")

    def resume_application_mode(self):
        told.append("resume")


class Program(App):
    def on_mount(self):
        with self.suspend():
            pass
        told.append("then with an error")
        try:
            with self.suspend():
                raise OSError("the editor could not be started")
        except OSError:
            pass
        self.exit()


Program(driver_class=Driver).run()
print(", ".join(told))
PY
seen=$("$work/venv/bin/python" "$work/try.py" | tail -1)
echo "seen: $seen"
[ "$seen" = "suspend, resume, then with an error, suspend" ]
