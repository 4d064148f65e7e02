"""The law that ends arguments, for tests: see mizzle/testing/live.py."""

from mizzle.testing.live import converge, execute, live, planned, unneeded

__all__ = ["converge", "execute", "live", "planned", "unneeded"]
