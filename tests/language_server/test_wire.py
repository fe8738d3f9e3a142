"""A client that sends nonsense: requests are answered, all else is told in a line, and the server stays."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.test_reader import environment
from tests.language_server.editor import SERVER
from tests.ui.archives import blog, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("lsprotocol.types")

POST = "_posts/2024-01-01-rain.md"
ASKED = (
    "hover",
    "definition",
    "references",
    "completion",
    "documentHighlight",
    "prepareRename",
    "documentSymbol",
    "documentLink",
    "foldingRange",
    "codeAction",
    "rename",
)


class RawEditor:
    """An editor that writes bytes as they are."""

    def __init__(self, home: Path) -> None:
        env, pipe = environment(home), subprocess.PIPE
        self.process = subprocess.Popen(SERVER, env=env, stdin=pipe, stdout=pipe, stderr=pipe)
        self._asked = 0
        self.unasked: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def body(self, data: bytes, name: bytes = b"Content-Length") -> None:
        self.write(b"%s: %d\r\n\r\n%s" % (name, len(data), data))

    def send(self, **fields: object) -> None:
        self.body(json.dumps({"jsonrpc": "2.0", **fields}).encode())

    def tell(self, method: str, params: object = None) -> None:
        self.send(method=method, params=params)

    def ask(self, method: str, params: object = None) -> dict[str, Any]:
        """The answer to a request; what comes before it is kept."""
        self._asked += 1
        self.send(id=self._asked, method=method, params=params)
        while (answer := self._read()).get("id") != self._asked:
            self.unasked.append(answer)
        return answer

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the server has ended"
        found: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return found

    def end(self) -> list[str]:
        """End the server as editors do; the lines that it has told."""
        assert self.ask("shutdown")["result"] is None
        assert self.ask("textDocument/hover")["error"]["code"] == -32600
        self.tell("exit")
        _, told = self.process.communicate()
        assert self.process.returncode == 0
        return told.decode().splitlines()


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[RawEditor]:
    made = RawEditor(tmp_path)
    yield made
    made.process.kill()
    made.process.communicate()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return blog(tmp_path / "archive", {"2024-01-01-rain": text("Rain", "## On leaves\n\nIt rains.")})


def greet(raw: RawEditor, root: Path) -> dict[str, str]:
    """Begin as an editor does, and open the post; its document."""
    assert raw.ask("textDocument/hover")["error"]["code"] == -32002
    assert raw.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})["result"]
    assert raw.ask("initialize", {"capabilities": {}})["error"]["code"] == -32600
    raw.tell("initialized", {})
    uri = (root / POST).as_uri()
    opened = {"uri": uri, "languageId": "markdown", "version": 1, "text": (root / POST).read_text()}
    raw.tell("textDocument/didOpen", {"textDocument": opened})
    return {"uri": uri}


def span(first: float, start: float, last: float, end: float) -> dict[str, object]:
    return {"start": {"line": first, "character": start}, "end": {"line": last, "character": end}}


def headings(raw: RawEditor, document: dict[str, str]) -> list[str]:
    found = raw.ask("textDocument/documentSymbol", {"textDocument": document})["result"]
    return [one["name"] for one in found]


def test_what_is_no_message_is_told_in_a_line(raw: RawEditor, root: Path) -> None:
    document = greet(raw, root)
    bodies = (b"not JSON", b"[" * 200_000, b'{"jsonrpc": "2.0\xff"}')
    others = (
        b"5",
        b"null",
        b"[1, 2]",
        b"{}",
        b'{"jsonrpc": "1.0"}',
        b'[{"jsonrpc": "2.0", "method": "exit"}]',
    )
    for one in (*bodies, *others):
        raw.body(one)
    for line in (
        b"\r\n",
        b"stray\n",
        b"Content-Length: -4\r\n\r\n",
        b"Content-Length: 0\r\n\r\n",
        b"x: y\r\n\r\n",
    ):
        raw.write(line)
    raw.body(b"7", name=b"content-length")
    raw.send(id=[1], method="textDocument/hover")
    raw.send(id=True, result=1)
    raw.send(id="never asked", result=1)
    raw.send(method=7)
    cancelled: tuple[object, ...] = (None, {}, {"id": []}, {"id": 99})
    for params in cancelled:
        raw.tell("$/cancelRequest", params)
    raw.tell("no/such", {})
    assert raw.ask("no/such", {})["error"]["code"] == -32601
    assert headings(raw, document) == ["On leaves"]
    told = raw.end()
    assert told[:3] == ["tuireader: a message is not JSON"] * 3
    assert told[3:10] == ["tuireader: a message is not one of JSON-RPC 2.0"] * 7
    assert all(line.startswith("tuireader: ") for line in told)


def test_requests_with_nonsense_are_answered(raw: RawEditor, root: Path) -> None:
    document = greet(raw, root)
    for name in ASKED:
        for params in (None, [1], {"textDocument": 7}):
            assert raw.ask(f"textDocument/{name}", params)["error"]["code"] == -32602
        for line in (-1, 1.5, 2**31 - 1, 2**80):
            at = {"line": line, "character": line}
            context = {"includeDeclaration": True, "diagnostics": [], "triggerKind": 1}
            asked = {"textDocument": document, "position": at, "context": context, "newName": "\ud800 x"}
            answer = raw.ask(f"textDocument/{name}", {**asked, "range": span(line, 0, line, 0)})
            assert answer.get("error", {"code": -32602})["code"] == -32602, answer
    renamed = {"textDocument": document, "position": {"line": 5, "character": 0}}
    assert raw.ask("textDocument/rename", {**renamed, "newName": " \n "})["result"] is None
    changes = raw.ask("textDocument/rename", {**renamed, "newName": "a\ud800\nb"})["result"]["changes"]
    assert [one["newText"] for one in changes[document["uri"]]] == ["a? b"]
    assert raw.ask("workspace/symbol", {"query": "(" * 10_000})["result"] == []
    assert raw.end() == []


def test_texts_with_nonsense_are_survived(raw: RawEditor, root: Path) -> None:
    document = greet(raw, root)
    versioned = {**document, "version": 3}

    def change(*changes: object) -> None:
        raw.tell("textDocument/didChange", {"textDocument": versioned, "contentChanges": changes})

    for where in (span(99, 0, 200, 9), span(5, 90, 2, 1), span(0, 0, 0, 10**9)):
        change({"range": where, "text": ""})
    wrongs: tuple[object, ...] = ({"range": span(0, 0, 0, 0)}, {"text": None}, {"text": 7}, "x", None, [])
    for wrong in wrongs:
        change(wrong)
    change({"text": ""})
    for name in ASKED:
        context = {"includeDeclaration": True, "diagnostics": [], "triggerKind": 1}
        asked = {"textDocument": document, "position": {"line": 0, "character": 0}, "context": context}
        answer = raw.ask(f"textDocument/{name}", {**asked, "range": span(0, 0, 0, 0), "newName": "x"})
        assert "error" not in answer
    change({"text": "---\ntitle: \ud800\n---\n\n# \udc00 One\n\0\x1b[31m\n"})
    assert headings(raw, document) == ["? One"]
    # Opened twice, closed twice, and changed and saved afterwards.
    for title in ("Two", "Three"):
        opened = {
            **document,
            "languageId": "markdown",
            "version": 1,
            "text": f"---\ntitle: x\n---\n\n# {title}\n",
        }
        raw.tell("textDocument/didOpen", {"textDocument": opened})
    assert headings(raw, document) == ["Three"]
    for method in ("didClose", "didClose", "didSave"):
        raw.tell(f"textDocument/{method}", {"textDocument": document})
    change({"text": "x"})
    asked = {"textDocument": document}
    assert raw.ask("textDocument/documentSymbol", asked)["result"] is None
    raw.end()


def test_a_text_is_known_no_longer_after_a_change_that_cannot_be_read(raw: RawEditor, root: Path) -> None:
    document = greet(raw, root)

    def change(*changes: object) -> None:
        version = {"textDocument": {**document, "version": 2}, "contentChanges": changes}
        raw.tell("textDocument/didChange", version)

    asked = {"textDocument": document}
    change({"range": span(5, 3, 5, 5), "text": "Off"})
    assert headings(raw, document) == ["Off leaves"]
    for wrong in (span(-1, 0, 0, 0), span(0, 0, 2**80, 0)):
        change({"range": wrong, "text": "x"})
    # It would stand at another place than in the editor.
    change({"range": span(5, 3, 5, 6), "text": "In"})
    assert raw.ask("textDocument/documentSymbol", asked)["result"] is None
    change({"text": "# Whole\n"})
    change({"range": span(0, 2, 0, 2), "text": "The "})
    assert headings(raw, document) == ["The Whole"]
    change({"range": None, "text": 7})
    opened = {**document, "languageId": "markdown", "version": 1, "text": "# Again\n"}
    raw.tell("textDocument/didOpen", {"textDocument": opened})
    assert headings(raw, document) == ["Again"]
    told = [one["params"]["message"] for one in raw.unasked if one["method"] == "window/showMessage"]
    assert [one.rpartition(": ")[2] for one in told] == [str(root / POST)] * 2
    assert raw.end() == ["tuireader: the parameters of textDocument/didChange are wrong"] * 3


NO_FILES = (
    "",
    "x",
    "file://",
    "file:///",
    "file:///%00",
    "file:///%zz.md",
    "file:///tmp/\ud800.md",
    "file:///" + "a/" * 3_000,
    "file:///" + "a" * 300 + "/b.md",
    "file:///dev/zero",
    "http://[x/a.md",
    "untitled:Untitled-1",
)


def test_files_that_are_none_can_be_opened(raw: RawEditor, root: Path) -> None:
    greet(raw, root)
    for uri in NO_FILES:
        opened = {"uri": uri, "languageId": "markdown", "version": 1, "text": "# x\n"}
        raw.tell("textDocument/didOpen", {"textDocument": opened})
        answer = raw.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        assert "error" not in answer, uri
    assert raw.end() == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hello\n", "tuireader: `tuireader lsp` is started by an editor, and no editor has greeted it"),
        (
            b"Content-Length: 99999999999999\r\n\r\n{",
            "tuireader: a message of 99,999,999,999,999 bytes is too long",
        ),
    ],
)
def test_a_stream_that_is_no_editor_ends_in_a_line(raw: RawEditor, data: bytes, told: str) -> None:
    out, error = raw.process.communicate(data)
    assert (raw.process.returncode, out, error.decode().splitlines()) == (1, b"", [told])
