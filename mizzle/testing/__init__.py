"""Draw schemas and edit scripts, for property-based tests of the engine."""

from mizzle.testing.strategies import pairs, schemas

__all__ = ["pairs", "schemas"]
