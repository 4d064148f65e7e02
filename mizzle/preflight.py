"""Ask the live rows, before the first statement, what the plan would fail on or lose."""

from collections.abc import Iterable, Iterator

import psycopg
from attrs import frozen

from mizzle.compiler.statement import Probe
from mizzle.connection import Connection
from mizzle.model.consent import Consent
from mizzle.model.hazard import ACTIONS

TIMEOUT = "5s"
MANY = 1000
WIDE = 60  # characters of a value


@frozen
class Finding:
    """Something that a plan loses or breaks, with the consent that covers it: a file's header has it as text."""

    consent: Consent | str
    message: str

    @property
    def code(self) -> str:
        """Whose story `mizzle explain` tells."""
        return ACTIONS.get(str(self.consent).partition(":")[0], "MZ107")


def preflight(connection: Connection, probes: Iterable[Probe], *, show_values: bool = False) -> Iterator[Finding]:
    """What the probes find: numbers, and a few of the values where somebody asks to see them.

    One that times out, may not read, or meets a value that cannot even be asked counts as found: what is unknown needs
    consent. One that speaks of what the plan makes first cannot be asked; PostgreSQL checks that itself.
    """
    for probe in probes:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(f"SET LOCAL statement_timeout = '{TIMEOUT}'".encode(), prepare=False)
                row = connection.execute(probe.sql.encode(), prepare=False).fetchone()
        except psycopg.Error as error:
            if not _senseless(error):
                yield Finding(probe.consent, probe.told("unknown"))
            continue
        found = row[0] if row else 0
        if isinstance(found, str):
            yield Finding(probe.consent, probe.told(found))
        elif found:
            count = f"at least {MANY:,}" if found > MANY else f"{found:,}"
            yield Finding(probe.consent, probe.told(count + (_some(connection, probe) if show_values else "")))


def _some(connection: Connection, probe: Probe) -> str:
    """A few of the values, cut short."""
    if not probe.sample:
        return ""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(f"SET LOCAL statement_timeout = '{TIMEOUT}'".encode(), prepare=False)
            found = connection.execute(probe.sample.encode(), prepare=False).fetchall()
    except psycopg.Error:
        return ""
    values = [repr(value if len(value) <= WIDE else f"{value[:WIDE]}…") for (value,) in found]
    return f", such as {', '.join(values)}" if values else ""


def _senseless(error: psycopg.Error) -> bool:
    """Whether the question names what is not there yet: a type, a function, an operator."""
    state = error.sqlstate or ""
    # Not that something may not be read, nor the code by which ltree, tsquery and hstore refuse a value.
    return state.startswith(("42", "3F")) and state not in ("42501", "42601")
