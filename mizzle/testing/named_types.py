"""Draw and edit domains, composite and range types, and collations, and columns of them."""

from attrs import evolve

from mizzle.model.collation import Collation
from mizzle.model.column import Column
from mizzle.model.composite import Attribute, Composite
from mizzle.model.domain import Domain, DomainCheck, DomainNotNull
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.range import Range, usual_multirange
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.stacked import Change, Draw

ATTRIBUTES = ("x", "y", "First One", "z", "%s")
PLAIN = ("integer", "text", "numeric(10,2)", "boolean", "timestamp with time zone")


def _column(choose: Chooser, state: Schema, made: Object) -> list[Object]:
    """Perhaps a column of the type, or of an array of it."""
    table = draw.some_table(choose, state)
    if table is None or choose.maybe(3):
        return []
    own = Ref("column", table.ref.schema, table.ref.name, draw.free(choose, state, "column", table.ref))
    array = not isinstance(made, Domain) and choose.maybe(4)
    return [Column(ref=own, type=Type("", Ref("type", *made.ref[1:3]), array), position=70)]


def domain(choose: Chooser, state: Schema) -> list[Object]:
    ref = draw.home(choose, state, "domain")
    checks = tuple(
        choose.some(
            [
                DomainCheck(name="fits", expr=Expr.of("VALUE <> ''::text")),
                DomainCheck(name="Not Long", expr=Expr.of("length(VALUE) < 99")),
            ],
            0,
            2,
        )
    )
    made = Domain(
        ref=ref,
        type=Type("text"),
        default=choose.one([None, Expr.of("'x'::text")]),
        checks=checks,
        comment=draw.comment(choose),
    )
    return [made, *_column(choose, state, made)]


def composite(choose: Chooser, state: Schema) -> list[Object]:
    types = [Type(word) for word in PLAIN] + [Type("", Ref("type", *item.ref[1:3])) for item in state.of(Enum)]
    names = choose.some(ATTRIBUTES, 1, 3)
    attributes = tuple(Attribute(name=name, type=choose.one(types), comment=draw.comment(choose)) for name in names)
    made = Composite(ref=draw.home(choose, state, "composite"), attributes=attributes, comment=draw.comment(choose))
    return [made, *_column(choose, state, made)]


def range_(choose: Chooser, state: Schema) -> list[Object]:
    where = draw.place(choose, state)
    ref = Ref("range", where, choose.one(["span", "Of Time", "a range"]))
    given = Ref("type", where, choose.one(["spans", "Times"])) if choose.maybe(4) else None
    names = (ref.name, given.name if given else usual_multirange(ref.name))
    if not all(draw.untaken(state, Ref("type", where, name)) for name in names):
        return []
    subtype = Type(choose.one(["integer", "numeric", "text", "date"]))
    collation = Ref("collation", "pg_catalog", "C") if subtype.name == "text" and choose.maybe() else None
    made = Range(ref=ref, subtype=subtype, multirange=given, collation=collation, comment=draw.comment(choose))
    return [made, *_column(choose, state, made)]


def collation(choose: Chooser, state: Schema) -> list[Object]:
    where = draw.place(choose, state)
    ref = Ref("collation", where, choose.one(["plain", "By Bytes"]))
    if ref in state:
        return []
    choose.note("collation of one's own")
    made = Collation(ref=ref, lc_collate="C", lc_ctype=choose.one(["C", "POSIX"]), comment=draw.comment(choose))
    table = draw.some_table(choose, state)
    if table is None or choose.maybe(3):
        return [made]
    own = Ref("column", table.ref.schema, table.ref.name, draw.free(choose, state, "column", table.ref))
    return [made, Column(ref=own, type=Type("text"), collation=ref, position=71)]


DRAWS: dict[type[Object], Draw] = {Domain: domain, Composite: composite, Range: range_, Collation: collation}


def change_domain(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Domain)  # noqa: S101
    match choose.one(["default", "check", "not_null"]):
        case "default":
            return [evolve(item, default=choose.one([None, Expr.of("'y'::text")]))]
        case "check" if item.checks:
            return [evolve(item, checks=item.checks[1:])]
        case "check":
            return [evolve(item, checks=(DomainCheck(name="short", expr=Expr.of("length(VALUE) < 500")),))]
        case _:
            return [evolve(item, not_null=None if item.not_null else DomainNotNull())]


def change_composite(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, Composite)  # noqa: S101
    known = {each.name for each in item.attributes}
    match choose.one(["add", "drop", "type", "comment"]):
        case "add":
            fresh = [name for name in ATTRIBUTES if name not in known]
            return [evolve(item, attributes=(*item.attributes, Attribute(name=fresh[0], type=Type("bigint"))))]
        case "drop" if len(known) > 1:
            # The last of one that tables are OF: it may come again, and PostgreSQL moves no column.
            typed = any(table.of_type and state.find(table.of_type) is item for table in state.of(Table))
            return [evolve(item, attributes=item.attributes[:-1] if typed else item.attributes[1:])]
        case "type":
            last = evolve(item.attributes[-1], type=Type("text"))
            return [evolve(item, attributes=(*item.attributes[:-1], last))]
        case _:
            first = evolve(item.attributes[0], comment=choose.one([None, "first"]))
            return [evolve(item, attributes=(first, *item.attributes[1:]))]


def change_range(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, Range)  # noqa: S101
    if state.users(item.ref):
        return []
    return [evolve(item, subtype=Type(choose.one(["bigint", "date"])), collation=None)]


def change_collation(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    assert isinstance(item, Collation)  # noqa: S101
    return [evolve(item, lc_ctype=choose.one(["C", "POSIX"]))]


CHANGES: dict[type[Object], Change] = {
    Domain: change_domain,
    Composite: change_composite,
    Range: change_range,
    Collation: change_collation,
}
