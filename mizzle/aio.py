"""The same from async code: each runs in a thread of its own, so that the event loop goes on.

    from mizzle import aio

    await aio.migrate(url)

Migrations wait for locks and servers, and run once at start-up: a second driver would make nothing faster, only different.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import mizzle
from mizzle.drizzle import from_drizzle as _from_drizzle
from mizzle.generating import generate as _generate
from mizzle.generating import generate_custom as _generate_custom
from mizzle.migrating import baseline as _baseline
from mizzle.migrating import down as _down
from mizzle.migrating import migrate as _migrate
from mizzle.offline import export as _export
from mizzle.squashing import squash as _squash
from mizzle.statuses import check_files as _check_files
from mizzle.statuses import status as _status

P = ParamSpec("P")
R = TypeVar("R")


def _threaded(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    @wraps(function)
    async def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.to_thread(function, *args, **kwargs)

    return run


baseline = _threaded(_baseline)
check_files = _threaded(_check_files)
diff = _threaded(mizzle.diff)
down = _threaded(_down)
export = _threaded(_export)
from_drizzle = _threaded(_from_drizzle)
generate = _threaded(_generate)
generate_custom = _threaded(_generate_custom)
migrate = _threaded(_migrate)
plan = _threaded(mizzle.plan)
pull = _threaded(mizzle.pull)
push = _threaded(mizzle.push)
squash = _threaded(_squash)
status = _threaded(_status)

__all__ = [
    "baseline",
    "check_files",
    "diff",
    "down",
    "export",
    "from_drizzle",
    "generate",
    "generate_custom",
    "migrate",
    "plan",
    "pull",
    "push",
    "squash",
    "status",
]
