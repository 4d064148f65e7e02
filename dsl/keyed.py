"""What can be a key of an index: columns and expressions, each with an order, an operator class and a collation."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mizzle.dsl.index import IndexColumn


class Keyed:
    """The calls that make a key of a column or expression: table.name.desc(), sql("lower({})", table.name).desc()."""

    __slots__ = ()

    def asc(self) -> "IndexColumn":
        return self._key().asc()

    def desc(self) -> "IndexColumn":
        return self._key().desc()

    def nulls_first(self) -> "IndexColumn":
        return self._key().nulls_first()

    def nulls_last(self) -> "IndexColumn":
        return self._key().nulls_last()

    def op(self, opclass: str, **options: Any) -> "IndexColumn":
        """Use an operator class, with its parameters: .op("gist_trgm_ops", siglen=32)."""
        return self._key().op(opclass, **options)

    def _key(self) -> "IndexColumn":
        from mizzle.dsl.index import IndexColumn

        return IndexColumn(self)
