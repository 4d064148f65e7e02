"""A pooler in transaction mode: what a session holds or sets stays behind with whoever comes next.

An advisory lock would be held by nobody or by two, and settings of ours would meet the statements of others.
"""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg

ROUNDS = 3
PROCESS = "SELECT pg_backend_pid()"
Session = psycopg.Connection[Any]


def shared(connection: Session, another: Callable[[], Session]) -> bool:
    """Whether two connections to the same place come by the same session of the server, or one of them by two.

    Asked only where the process is another than the server has told when the connection was made, as behind every pooler.
    """
    with closing(another()) as other:
        try:
            for _ in range(ROUNDS):
                mine = _process(connection)
                with other.transaction():
                    if _process(other) == mine or _process(connection) != mine:
                        return True
        except psycopg.errors.ProtocolViolation:  # a pooler in statement mode takes no transactions
            return True
    return False


def _process(connection: Session) -> int:
    row = connection.execute(PROCESS, prepare=False).fetchone()
    return int(row[0]) if row else 0
