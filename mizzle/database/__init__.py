"""Run queries: Database and AsyncDatabase over psycopg's connections and pools."""

from mizzle.database.asynchronous import AsyncDatabase
from mizzle.database.synchronous import Database

__all__ = ["AsyncDatabase", "Database"]
