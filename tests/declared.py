"""Declarations on real databases: pushed twice, and what the catalog then says by plain SQL."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import psycopg

import mizzle
from mizzle.answers import Answers


def pushed(url: str, *declared: Any, casing: str | None = None) -> list[str]:
    """The statements of a first push; a second one, that remembers nothing of it, has none."""
    first = push(url, *declared, casing=casing)
    assert push(url, *declared, casing=casing) == []
    return first


def push(url: str, *declared: Any, casing: str | None = None) -> list[str]:
    """The statements of a push that agrees to everything and recalls nothing of earlier ones."""
    with forgetful():
        done = mizzle.push(list(declared), url, answers=Answers(all=True), casing=casing)
    return [statement.text for statement in done.statements]


@contextmanager
def forgetful() -> Iterator[None]:
    """A stretch in which nothing is known of earlier runs."""
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, XDG_CACHE_HOME=folder):
        yield


def rows(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode(), values).fetchall()


def value(url: str, query: str, *values: Any) -> Any:
    """The only value of the only row."""
    ((found,),) = rows(url, query, *values)
    return found
