"""How soon a key typed in an editor is on the reader's screen: from `didChange` sent to the new text painted.

Each size is measured in turn with saves of the same text. python -m tests.benchmarks.preview [KEYS]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.benchmarks.harness import (
    PATIENCE,
    READER,
    Finding,
    Screen,
    mixed_body,
    p95,
    show,
    write_post,
    write_posts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

KB = 1_000
POST = "_posts/2026-01-01-typed.md"
TOKEN = "Token{:05}"
ASKS = b"ind in this post"
SERVER = (sys.executable, "-m", "tuireader", "lsp")
MANY = 10_000
LINKING, PARTS, KEYS = 200, 40, 40
"""Posts with a link to the one that is typed in, the parts of that, and the keys before each kind of request."""
HEADING, LAST = 14, 160
"""Lines of its third heading, and far down."""
ASKED = (
    "textDocument/completion tags",
    "textDocument/completion link",
    *(
        f"textDocument/{name}"
        for name in (
            "hover",
            "definition",
            "references",
            "documentSymbol",
            "documentLink",
            "foldingRange",
            "codeAction",
            "prepareRename",
            "rename",
        )
    ),
    "workspace/symbol",
    "workspace/willRenameFiles",
)
MINUTE, RATE = 60.0, 30
"""Seconds of steady typing, and its keys a second."""


class Client:
    """The plainest editor: messages to a server, and the answers to its requests."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked, self._version = 0, 1
        self._answers: SimpleQueue[dict[str, Any]] = SimpleQueue()
        # What a server tells unasked must be read, or it would wait for room in the pipe.
        Thread(target=self._keep_reading, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self.tell("initialized", {})

    def tell(self, method: str, params: object) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        self._asked += 1
        self._send({"jsonrpc": "2.0", "id": self._asked, "method": method, "params": params})
        while (answer := self._answers.get(timeout=PATIENCE)).get("id") != self._asked or "method" in answer:
            pass
        return answer.get("result")

    def _keep_reading(self) -> None:
        while message := self._read():
            if "method" not in message:
                self._answers.put(message)

    def open(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        document = {"uri": path.as_uri(), "languageId": "markdown", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, path: Path, line: int, start: int, end: int, text: str) -> None:
        where = {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}
        self._version += 1
        document = {"uri": path.as_uri(), "version": self._version}
        changes = [{"range": where, "text": text}]
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def remove_line(self, path: Path, line: int) -> None:
        where = {"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}}
        self._version += 1
        document = {"uri": path.as_uri(), "version": self._version}
        changes = [{"range": where, "text": ""}]
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def _send(self, message: object) -> None:
        data = json.dumps(message).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        found: dict[str, Any] = json.loads(self._process.stdout.read(length) or b"{}")
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def findings(keys: int = 40) -> Iterator[Finding]:
    """The latency of keys in posts of several sizes beside that of saves, of a minute of typing, and of completion."""
    for size, limit in ((10 * KB, 40), (100 * KB, 50), (1_000 * KB, 90)):
        with _archive(size) as root, _opened(root) as (screen, client):
            typed, saved = _typed_and_saved(root, screen, client, keys)
        yield Finding.at_most(f"{size // KB:,} KB, a key typed: p95 to paint", 1000 * p95(typed), limit, "ms")
        yield Finding.at_most(
            f"{size // KB:,} KB, typed against saved: p95", p95(typed) / p95(saved), 0.8, "×"
        )
    yield from _minute()
    yield from _answers()


def _typed_and_saved(
    root: Path, screen: Screen, client: Client, keys: int
) -> tuple[list[float], list[float]]:
    """Seconds of keys and of saves, in turn."""
    path = root / POST
    text = path.read_text(encoding="utf-8")
    line = next(number for number, one in enumerate(text.split("\n")) if TOKEN.format(0) in one)
    start = text.split("\n")[line].index(TOKEN.format(0))
    end = start + len(TOKEN.format(0))
    typed: list[float] = []
    saved: list[float] = []
    for number in range(1, keys + 1):
        token = TOKEN.format(2 * number)
        screen.seen = len(screen.written)
        began = perf_counter()
        client.change(path, line, start, end, token)
        typed.append(screen.until(token.encode()) - began)
        client.tell("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
        time.sleep(0.6)
        token = TOKEN.format(2 * number + 1)
        screen.seen = len(screen.written)
        path.write_text(text.replace(TOKEN.format(0), token), encoding="utf-8")
        began = perf_counter()
        saved.append(screen.until(token.encode()) - began)
        time.sleep(0.2)
    return typed, saved


def _minute() -> Iterator[Finding]:
    """A minute of thirty keys a second in a post of 100 KB: the last key, those of the reader, and memory."""
    with _archive(100 * KB) as root, _opened(root) as (screen, client):
        path = root / POST
        lines = path.read_text(encoding="utf-8").split("\n")
        line = next(number for number, one in enumerate(lines) if TOKEN.format(0) in one)
        start = lines[line].index(TOKEN.format(0))
        before, answers = 0.0, list[float]()
        began = perf_counter()
        count = int(MINUTE * RATE)
        for number in range(1, count + 1):
            client.change(path, line, start, start + len(TOKEN.format(0)), TOKEN.format(number))
            if number == count // 6:
                before = screen.memory()
            if number % (4 * RATE) == 0:
                # A key whose answer is a word: a panel takes as long by itself.
                answers.append(screen.seconds("F", b"ollowing"))
                screen.press("F")
            screen.watch(began + number / RATE)
        token = TOKEN.format(count + 1)
        screen.seen = len(screen.written)
        sent = perf_counter()
        client.change(path, line, start, start + len(TOKEN.format(0)), token)
        last = screen.until(token.encode()) - sent
        grown = screen.memory() - before
    yield Finding.at_most("a minute of 30 keys a second: the last one to paint", 1000 * last, 60, "ms")
    yield Finding.at_most(
        "a minute of 30 keys a second: a key of the reader, p95", 1000 * p95(answers), 60, "ms"
    )
    yield Finding.at_most("a minute of 30 keys a second: memory grown by", grown, 10, "MiB")


def _answers() -> Iterator[Finding]:
    """The answers to an editor among many posts, each to a text that was just changed; and when they are ready."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_posts(root, MANY, 500)
        for path in sorted((root / "_posts").iterdir())[:LINKING]:
            with path.open("a", encoding="utf-8") as file:
                file.write("[a part]({% post_url 2026-01-01-typed %}#part-2)\n")
        link = "[next]({% post_url 1990-01-01-number0 %})"
        parts = (f"## Part {number}\n\nWords and {link}, and words.\n" for number in range(PARTS))
        write_post(root, "2026-01-01", "typed", "\n".join(parts))
        _checked(root)
        checked = _checked(root)
        client = Client()
        try:
            began = perf_counter()
            client.open(root / POST)
            document = {"uri": (root / POST).as_uri()}
            # It waits for the links of all posts.
            client.ask("textDocument/references", _asked(document, "textDocument/references"))
            ready = perf_counter() - began
            yield Finding.at_most(f"ready among {MANY:,} posts, against check", ready / checked, 1, "×")
            for method in ASKED:
                seconds = [_answered(client, root / POST, document, method, number) for number in range(KEYS)]
                yield Finding.at_most(f"{method} among {MANY:,}: p95", 1000 * p95(seconds), 50, "ms")
        finally:
            client.end()


def _checked(root: Path) -> float:
    """Seconds that `tuireader check` takes."""
    began = perf_counter()
    quiet = subprocess.DEVNULL
    subprocess.run((*READER, "check", str(root)), stdout=quiet, stderr=quiet, check=False)
    return perf_counter() - began


def _answered(client: Client, path: Path, document: object, method: str, number: int) -> float:
    """Seconds until a request about a text that was just changed is answered."""
    head = {"tags": "tags: [a", "link": "[x]({% post_url num"}.get(method.partition(" ")[2])
    line = 2 if head == "tags: [a" else LAST
    client.change(path, line, 0, 0, f"{head or 'x'}\n")
    began = perf_counter()
    asked = _asked(document, method)
    if head:
        asked["position"] = {"line": line, "character": len(head)}
    answer = client.ask(method.partition(" ")[0], asked)
    taken = perf_counter() - began
    assert answer or method.endswith("codeAction"), f"{method} is not answered ({number})"
    client.change(path, line, 0, len(head or "x"), "")
    client.remove_line(path, line)
    return taken


def _asked(document: object, method: str) -> dict[str, Any]:
    """The parameters of a request about a heading, or about the link below it."""
    line, column = (HEADING, 4) if method.endswith(("references", "ename")) else (HEADING + 2, 14)
    where = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 9}}
    problem = {"range": where, "message": "", "code": "skipped-heading"}
    uri = str(document["uri"]) if isinstance(document, dict) else ""
    return {
        "textDocument": document,
        "position": {"line": line, "character": column},
        "range": where,
        "context": {"includeDeclaration": False, "diagnostics": [problem], "triggerKind": 1},
        "newName": "Another part",
        "query": "number77",
        "files": [{"oldUri": uri, "newUri": uri.replace("typed", "moved")}],
    }


@contextmanager
def _opened(root: Path) -> Iterator[tuple[Screen, Client]]:
    """A reader that shows the token, and an editor with its post."""
    with Screen((*READER, str(root))) as screen:
        screen.settle()
        screen.seconds("/", ASKS)
        screen.seconds(TOKEN.format(0), b"1 of 1")
        screen.press("enter")
        screen.settle()
        # To mark what was found would go on after each key.
        screen.press("escape")
        screen.settle()
        client = Client()
        try:
            client.open(root / POST)
            screen.settle()
            yield screen, client
        finally:
            client.end()


@contextmanager
def _archive(size: int) -> Iterator[Path]:
    """A site whose newest post has `size` bytes, with a token in its middle."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        half = mixed_body(size // 2)
        body = f"{half}\n\nHere stands {TOKEN.format(0)} in a paragraph.\n\n{half}"
        write_post(root, "2026-01-01", "typed", body)
        os.sync()
        yield root


if __name__ == "__main__":
    show(findings(*map(int, sys.argv[1:2])))
