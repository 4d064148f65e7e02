"""The same from async code: each runs in a thread of its own, so that the event loop goes on.

    from mizzle import aio

    await aio.migrate(url)

Migrations wait for locks and servers, and run once at start-up: a second driver would make nothing faster, only different.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from mizzle import diff as _diff
from mizzle import plan as _plan
from mizzle import push as _push
from mizzle.generating import generate as _generate
from mizzle.migrating import baseline as _baseline
from mizzle.migrating import down as _down
from mizzle.migrating import migrate as _migrate
from mizzle.statuses import status as _status

P = ParamSpec("P")
R = TypeVar("R")


def _threaded(function: Callable[P, R]) -> Callable[P, Awaitable[R]]:
    @wraps(function)
    async def run(*args: P.args, **kwargs: P.kwargs) -> R:
        return await asyncio.to_thread(function, *args, **kwargs)

    return run


baseline = _threaded(_baseline)
diff = _threaded(_diff)
down = _threaded(_down)
generate = _threaded(_generate)
migrate = _threaded(_migrate)
plan = _threaded(_plan)
push = _threaded(_push)
status = _threaded(_status)

__all__ = ["baseline", "diff", "down", "generate", "migrate", "plan", "push", "status"]
