"""Every type, live: its name, its defaults, what it refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from math import copysign, isnan
from typing import Any

import psycopg
import pytest

from mizzle.compiler.names import type_text
from mizzle.connection import Connection
from mizzle.dsl.context import Context
from mizzle.model.errors import DeclarationError
from tests.dsl.types.cases import CASES, Back, Case


@contextmanager
def columns(connection: Connection, case: Case, *defaults: str) -> Iterator[None]:
    """A table `sample` with a column of the case's type for each default. Skips what the server does not have."""
    if connection.info.server_version < case.version:
        pytest.skip(f"{case} needs PostgreSQL {case.version // 10000}")
    data_type = type_text(case.column._spec.type.type(Context()))
    listed = ", ".join(f"c{place} {data_type}{default}" for place, default in enumerate(defaults))
    with connection.transaction(force_rollback=True):
        if case.extension:
            known = "SELECT 1 FROM pg_available_extensions WHERE name = %s"
            if not connection.execute(known, [case.extension]).fetchone():
                pytest.skip(f"the server has no extension {case.extension}")
            connection.execute(f"CREATE EXTENSION {case.extension} SCHEMA public".encode())
        try:
            connection.execute(f"CREATE TABLE public.sample ({listed})".encode())
        except psycopg.errors.FeatureNotSupported as error:
            pytest.skip(f"the server has no {case}: {error.diag.message_primary}")
        yield


def literal(case: Case, value: Any) -> str:
    """The default with the names of types as the server prints them, quoted only where they have to be."""
    value, origin = case.column.default(given(value))._spec.default
    return case.column._spec.type.literal(value, Context(), origin).text(str, str)


def given(value: Any) -> Any:
    return value.value if isinstance(value, Back) else value


def expected(value: Any) -> Any:
    """What psycopg makes of the value when it comes back."""
    if isinstance(value, Back):
        return value.back
    if isinstance(value, Enum):
        return value.value
    return bytes(value) if isinstance(value, (bytearray, memoryview)) else value


def same(got: Any, want: Any) -> bool:
    """Equal, a NaN equal to itself and -0.0 to no 0.0."""
    if isinstance(got, list) and isinstance(want, list):
        return len(got) == len(want) and all(map(same, got, want))
    if isinstance(got, float) and isinstance(want, float):
        return (isnan(got) and isnan(want)) or (got == want and copysign(1, got) == copysign(1, want))
    return bool(got == want)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_type_is_called_as_format_type_prints_it(session: Connection, case: Case) -> None:
    with columns(session, case, ""):
        row = session.execute(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = 'public.sample'::regclass AND attnum = 1"
        ).fetchone()

    assert row == (case.printed,)


@pytest.mark.parametrize("case", [case for case in CASES if case.takes], ids=str)
def test_a_default_comes_back_as_the_same_value(session: Connection, case: Case) -> None:
    with columns(session, case, *(f" DEFAULT {literal(case, value)}" for value in case.takes)):
        row = session.execute("INSERT INTO public.sample DEFAULT VALUES RETURNING *").fetchone()

    assert row
    different = [(got, value) for got, value in zip(row, case.takes, strict=True) if not same(got, expected(value))]
    assert different == []


@pytest.mark.parametrize("case", [case for case in CASES if case.takes], ids=str)
def test_a_default_is_written_as_the_server_prints_it(session: Connection, case: Case) -> None:
    written = [literal(case, value) for value in case.takes]
    with columns(session, case, *(f" DEFAULT {default}" for default in written)):
        rows = session.execute(
            "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 'public.sample'::regclass ORDER BY adnum"
        ).fetchall()

    respelled = [isinstance(value, Back) and value.respelled is not None for value in case.takes]
    found = [got != mine for (got,), mine in zip(rows, written, strict=True)]
    assert found == respelled, list(zip(rows, written, strict=True))


@pytest.mark.parametrize(
    ("case", "value"),
    [
        pytest.param(case, value, id=f"{case}-{place}-{type(value).__name__}")
        for case in CASES
        for place, value in enumerate(case.refuses)
    ],
)
def test_a_default_that_is_none_of_the_type_is_refused(case: Case, value: Any) -> None:
    with pytest.raises(DeclarationError) as caught:
        case.column.default(value)

    assert f"{__file__}:" in str(caught.value)
    assert f"default({value!r})" in str(caught.value)
