"""Neovim beside the reader, both in terminals of their own: what is typed by chance is what is shown.

python -m tests.fuzz.neovim [KEYS]

Needs `nvim` (0.7 or later) and pygls. It fails if the reader's screen differs from the buffer, if the cursor's line is
out of sight, or if what is on disk is not shown again after the editor was killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.e2e.terminal import Terminal
from tests.e2e.test_reader import READER, environment
from tests.ui.archives import blog, numbered, text

CONFIG = """
local id = vim.lsp.start_client({
  name = "tuireader", cmd = { PYTHON, "-m", "tuireader", "lsp" }, flags = { debounce_text_changes = 0 },
})
vim.api.nvim_create_autocmd("FileType", { pattern = "markdown", callback = function(event)
  vim.lsp.buf_attach_client(event.buf, id)
end })
vim.api.nvim_create_autocmd({ "CursorMoved", "CursorMovedI" }, { pattern = "*.md", callback = function()
  vim.lsp.buf_notify(0, "tuireader/cursor", vim.lsp.util.make_position_params())
end })
"""
WORDS = ("snow", "🌊", "字", "*leaf*", "`code`", "[[", "rain.", "—", "über", "e\u0301")


def main(keys: int) -> None:
    """Type that many words, and compare."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "run").mkdir(mode=0o700)
        post = blog(home / "archive", {"2024-05-05-post": text("The post", numbered(120))}) / "_posts"
        config = home / "init.lua"
        config.write_text(CONFIG.replace("PYTHON", f'"{sys.executable}"'))
        env = environment(home) | {"XDG_RUNTIME_DIR": str(home / "run")}
        file = next(post.glob("*.md"))
        with (
            Terminal([*READER, str(home / "archive")], env) as reader,
            Terminal(["/usr/bin/env", "nvim", "--clean", "-n", "-u", str(config), str(file)], env) as nvim,
        ):
            reader.sees("Paragraph number 1.").sees("live")
            nvim.sees("Paragraph number 1.")
            _type(nvim, reader, keys)
            assert "Typed" not in file.read_text()
            os.kill(nvim.process, signal.SIGKILL)
            reader.sees(lambda screen: "Typed" not in screen and "unsaved" not in screen)
    print(f"{keys} words were typed, and shown")


def _type(nvim: Terminal, reader: Terminal, keys: int) -> None:
    chance = random.Random(keys)
    for number in range(keys):
        line = chance.randrange(7, 240) // 2 * 2
        word = f"Typed{number}{chance.choice(WORDS)}"
        nvim.press("escape", f"{line}G", "A", f" {word}", "escape")
        # Marks of Markdown are not shown; the number is.
        nvim.sees(f"Typed{number}")
        reader.sees(f"Typed{number}").sees("unsaved")
        time.sleep(chance.random() / 20)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2] or ["40"]))
