from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Query(Object):
    """What views and materialized views have in common: a query with a name.

    definition       the SELECT, without a semicolon
    columns          the names and types of its columns as a server tells them; they follow from the definition, so no fact
    column_comments  comments on its columns, by name
    """

    space: ClassVar[str] = "relation"
    spelled: ClassVar[frozenset[str]] = frozenset({"definition", "columns"})
    pins: ClassVar[bool] = True

    definition: Expr
    columns: tuple[tuple[str, str], ...] = field(default=(), eq=False)
    options: Pairs = storage()
    column_comments: Pairs = storage()

    def names(self) -> Iterator[Ref]:
        yield Ref("relation", self.ref.schema, self.ref.name)
        yield Ref("type", self.ref.schema, self.ref.name)


@frozen(kw_only=True)
class View(Query):
    """A view. Its options are check_option, security_barrier and security_invoker.

    column_defaults  what an INSERT into the view takes where it gives no value, by column
    """

    kind: ClassVar[str] = "view"
    spelled: ClassVar[frozenset[str]] = Query.spelled | {"column_defaults"}

    column_defaults: tuple[tuple[str, Expr], ...] = field(default=(), eq=frozenset)
