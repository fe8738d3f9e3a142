"""The page in a real browser, by hand: `python -m tests.web.browser chromium [PICTURE.png]`.

It drives Chromium, or another browser that speaks the DevTools protocol, without a window: keys, another size, the
clipboard, a link in a tab beside the page, and the end of the reader. It ends with an error where one of these fails,
where the page asks anything of others, or where the browser reports an error.
"""

from __future__ import annotations

import asyncio
import base64
import sys
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse

from tests.web.pages import PATIENCE, served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

SAMPLES = Path(__file__).parents[2] / "sample_posts"
ESCAPE = "Escape"


class Browser:
    """A page in a browser: what its terminal was sent, which addresses were asked for, what went wrong."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._session = ""
        self._asked = 0
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.tabs: list[str] = []
        self.screen = pyte.Screen(400, 200)
        self._stream = pyte.ByteStream(self.screen)

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        """What the browser answers."""
        self._asked += 1
        number = self._asked
        asked = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(asked | ({"sessionId": self._session} if self._session else {}))
        while (message := await self._next()).get("id") != number:
            pass
        assert "error" not in message, (method, message["error"])
        answer: dict[str, Any] = message["result"]
        return answer

    async def open(self, address: str) -> None:
        await self.ask("Target.setDiscoverTargets", discover=True)
        await self.ask(
            "Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"]
        )
        target = (await self.ask("Target.createTarget", url="about:blank"))["targetId"]
        self._session = (await self.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        for domain in ("Network", "Runtime", "Log", "Page"):
            await self.ask(f"{domain}.enable")
        await self.resize(1280, 800)
        await self.ask("Page.navigate", url=address)

    async def resize(self, width: int, height: int) -> None:
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    async def press(self, key: str) -> None:
        code, text = (27, "") if key == ESCAPE else (ord(key.upper()), key)
        pressed = {"key": key, "windowsVirtualKeyCode": code}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **pressed)

    async def value(self, script: str) -> object:
        """The value of an expression in the page."""
        answer = await self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return answer["result"].get("value")

    def shows(self, text: str) -> bool:
        return any(text in line for line in self.screen.display)

    async def until(self, holds: Callable[[], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    await self._next()
        except TimeoutError:
            shown = "\n".join(filter(None, (line.rstrip() for line in self.screen.display)))
            raise AssertionError(f"never held; errors: {self.errors}; screen:\n{shown}") from None

    async def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = await self._socket.receive_json()
        told = message.get("params", {})
        match message.get("method"):
            case "Network.webSocketFrameReceived" if told["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(told["response"]["payloadData"]))
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Runtime.exceptionThrown":
                self.errors.append(str(told["exceptionDetails"]))
            case "Log.entryAdded" if told["entry"]["level"] == "error":
                self.errors.append(str(told["entry"]))
            case "Target.targetInfoChanged" | "Target.targetCreated" if told["targetInfo"]["type"] == "page":
                self.tabs.append(told["targetInfo"]["url"])
        return message


@asynccontextmanager
async def started(program: str) -> AsyncIterator[Browser]:
    """A browser without a window."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            *(
                program,
                "--headless",
                "--no-sandbox",
                "--remote-debugging-port=0",
                f"--user-data-dir={folder}",
            ),
            stdout=DEVNULL,
            stderr=PIPE,
        )
        assert process.stderr
        try:
            while not (line := (await process.stderr.readline()).decode()).startswith(
                "DevTools listening on "
            ):
                assert line, f"{program} did not start"
            address = line.rpartition(" ")[2].strip()
            async with ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
                yield Browser(socket)
        finally:
            process.kill()
            await process.wait()


async def try_out(program: str, picture: Path | None) -> None:
    """Open the page and use it; raises AssertionError, or TimeoutError, if it is not as it should be."""
    with TemporaryDirectory() as home, served(SAMPLES, Path(home)) as server:
        async with started(program) as page:
            await page.open(server.address)
            await page.until(lambda: page.shows("23 posts") and page.shows("Make yourself at home"))
            if picture:
                taken = await page.ask("Page.captureScreenshot")
                await asyncio.to_thread(picture.write_bytes, base64.b64decode(taken["data"]))
            await page.press("?")
            await page.until(lambda: page.shows("Go to the next or previous heading"))
            await page.press(ESCAPE)
            await page.until(lambda: not page.shows("Go to the next or previous heading"))
            await page.press("y")
            await page.until(lambda: page.shows("q quote"))
            await page.press("s")
            await page.until(lambda: page.shows("copied"))
            assert str(await page.value("navigator.clipboard.readText()")).startswith("---\ntitle:")
            await page.resize(640, 400)
            await page.until(lambda: page.shows("t tags  / find  ? help"))
            await page.press("O")
            await page.until(lambda: any("field-notes.example" in tab for tab in page.tabs))
            others = [one for one in page.requests if not one.startswith((server.address, "data:"))]
            assert others == []
            assert page.errors == []
            await page.press("q")
            async with asyncio.timeout(PATIENCE):
                while (
                    await page.value("getComputedStyle(document.querySelector('#ended')).display") == "none"
                ):
                    pass
    print(f"all is well in {program}")


if __name__ == "__main__":
    asyncio.run(try_out(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None))
