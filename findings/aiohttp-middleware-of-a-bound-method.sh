#!/usr/bin/env bash
# aiohttp 3.14.5 (PyPI): `web.middleware` for a method of an object.
#
# Guess, written down before the run: `web.middleware(self.guard)` returns the method, marked as a middleware.
# Seen: AttributeError, since it sets an attribute on what it is given, which a bound method does not take. As a
# decorator in the class it works, and so does a `functools.partial` of the method.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet 'aiohttp==3.14.5'
cat > "$work/guards.py" <<'PYTHON'
import asyncio
from functools import partial

from aiohttp import ClientSession, web


class Guards:
    async def plain(self, request, handler):
        return web.Response(text="guarded")

    @web.middleware
    async def decorated(self, request, handler):
        return web.Response(text="guarded")


async def answer(middleware):
    runner = web.AppRunner(web.Application(middlewares=[middleware]))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as response:
        text = await response.text()
    await runner.cleanup()
    return text


guards = Guards()
try:
    web.middleware(guards.plain)
except AttributeError:
    print("bound: AttributeError")
print("decorated:", asyncio.run(answer(guards.decorated)))
print("partial:", asyncio.run(answer(web.middleware(partial(guards.plain)))))
PYTHON
seen=$("$work/venv/bin/python" "$work/guards.py")
echo "$seen"
[ "$seen" = "bound: AttributeError
decorated: guarded
partial: guarded" ]
