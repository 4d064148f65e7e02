"""What the peers do, run by the Python of their own environment: `python -m benchmarks.peer_steps A B`."""

import json
import sys

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks.steps import Clock


def measured(source: str, target: str) -> Clock:
    """Alembic compares tables of A, which it gets from SQLAlchemy, with B."""
    clock = Clock()
    clock.client = 0.0
    clock.lap("start and imports")
    here, there = (
        create_engine(url.replace("postgresql:", "postgresql+psycopg2:")).connect() for url in (source, target)
    )
    clock.connections = [one.connection.dbapi_connection for one in (here, there)]
    clock.lap("connecting")
    tables = MetaData()
    tables.reflect(here)
    clock.lap("SQLAlchemy: reflect A")
    script = [
        str(made.compile(dialect=postgresql.dialect()))
        for table in tables.sorted_tables
        for made in (CreateTable(table), *map(CreateIndex, table.indexes))
    ]
    clock.lap("SQLAlchemy: tables and indexes → text")
    assert script
    compare_metadata(MigrationContext.configure(there), tables)
    clock.lap("Alembic: compare_metadata")
    return clock


if __name__ == "__main__":
    print(json.dumps(measured(*sys.argv[1:]).found))
