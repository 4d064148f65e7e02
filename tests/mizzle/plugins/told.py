"""What several of these tests ask."""

from typing import Any

import psycopg
import pytest


def execute(url: str, text: str) -> list[Any]:
    """The rows that a statement gives; several statements may be given too."""
    with psycopg.connect(url, autocommit=True) as conn:
        done = conn.execute(text.encode())
        return done.fetchall() if done.description else []


def causes(error: pytest.ExceptionInfo[Any]) -> str:
    """What the plugins that failed said."""
    return "\n".join(map(str, error.value.exceptions))
