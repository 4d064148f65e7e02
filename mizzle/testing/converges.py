"""The laws for two schemas of the user's own, in a database of its own."""

from contextlib import closing
from typing import TYPE_CHECKING

from mizzle.connection import connect
from mizzle.scratch import scratch
from mizzle.testing.choose import Chooser
from mizzle.testing.laws import check
from mizzle.testing.pair import Pair
from mizzle.testing.whole import complete

if TYPE_CHECKING:
    from mizzle.declared import Source
    from mizzle.embedded import Server


def assert_converges(server: "Server | str", a: "Source", b: "Source", *, minimal: bool = False) -> bool:
    """Assert that mizzle leads a database from `a` to `b`, with rows in it, in a scratch database that is dropped again.

    server   a server where databases may be made: its URL, or what mizzle.embedded.server() gives
    a, b     modules, mappings or lists of declarations, or schemas that were drawn
    minimal  assert, too, that no statement of the plan can be left out; takes a second for ten statements

    The laws: the plan applies; the database then has what `b` says and nothing else, a second plan is empty; tables and
    columns that stay have kept their rows, and counters their positions. Where rows cannot fit `b` the plan must have said
    so beforehand; then the answer is False, else True.

    Raises LawBroken, an AssertionError that tells the law and the plan; DeclarationError for what cannot be declared.
    """
    url = server if isinstance(server, str) else server.url
    pair = Pair(complete(a), complete(b), Chooser.seeded(0))
    with closing(connect(url)) as admin, scratch(admin) as own, closing(connect(own)) as connection:
        return check(connection, pair, leave_out=minimal)
