"""Draw and edit what a database shares with others: foreign servers and tables, publications."""

from attrs import evolve

from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.foreign_data_wrapper import ForeignDataWrapper
from mizzle.model.foreign_server import ForeignServer, foreign_server
from mizzle.model.object import Object
from mizzle.model.publication import Publication, publication
from mizzle.model.publication_table import PublicationTable, publication_table
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC, Role
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.user_mapping import UserMapping, user_mapping
from mizzle.testing import draw
from mizzle.testing.choose import Chooser
from mizzle.testing.stacked import Change, Draw

OPTIONS = ((), (("host", "far away"),), (("host", "it's"), ("port", "1")))


def wrapper(choose: Chooser, state: Schema) -> list[Object]:
    ref = Ref("foreign_data_wrapper", "", choose.one(["files", "Far Away"]))
    if ref in state:
        return []
    return [ForeignDataWrapper(ref=ref, options=choose.one(OPTIONS), comment=draw.comment(choose))]


def server(choose: Chooser, state: Schema) -> list[Object]:
    wrappers: list[Object] = list(state.of(ForeignDataWrapper))
    ref = foreign_server(choose.one(["far", "Other One"]))
    if ref in state:
        return []
    made = [] if wrappers else wrapper(choose, state)
    own = choose.one([*wrappers, *made]).ref
    version = choose.one([None, "2"])
    return [
        *made,
        ForeignServer(ref=ref, wrapper=own, version=version, options=choose.one(OPTIONS), comment=draw.comment(choose)),
    ]


def mapping(choose: Chooser, state: Schema) -> list[Object]:
    made = server(choose, state) if choose.maybe(3) or not list(state.of(ForeignServer)) else []
    servers = [item.ref for item in (*state.of(ForeignServer), *made) if isinstance(item, ForeignServer)]
    whom = choose.one([PUBLIC, *(item.ref for item in state.of(Role))])
    ref = user_mapping(choose.one(servers), whom)
    if ref in state:
        return made
    where = foreign_server(ref.name)
    return [*made, UserMapping(ref=ref, server=where, user=whom, options=choose.one([(), (("user", "me"),)]))]


def foreign_table(choose: Chooser, state: Schema) -> list[Object]:
    made = server(choose, state) if choose.maybe(3) or not list(state.of(ForeignServer)) else []
    servers = [item.ref for item in (*state.of(ForeignServer), *made) if isinstance(item, ForeignServer)]
    choose.note("foreign table")
    ref = draw.home(choose, state, "table")
    table = Table(
        ref=ref, server=choose.one(servers), foreign_options=choose.one(OPTIONS), comment=draw.comment(choose)
    )
    columns = [
        Column(
            ref=ref.column(name),
            type=Type(choose.one(["integer", "text"])),
            foreign_options=choose.one(OPTIONS),
            not_null=choose.maybe(4),
            position=place,
        )
        for place, name in enumerate(choose.some(draw.NAMES, 1, 3))
    ]
    return [*made, table, *columns]


def published(choose: Chooser, state: Schema) -> list[Object]:
    """A publication, and tables in it: of inserts alone, since the others need a replica identity."""
    ref = publication(choose.one(["news", "All Of It"]))
    if ref in state:
        return []
    tables = [item for item in state.of(Table) if not item.server and not item.unlogged]
    made = Publication(ref=ref, publish=("insert",), via_root=choose.maybe(4), comment=draw.comment(choose))
    if not tables or choose.maybe(3):
        return [evolve(made, all_tables=choose.maybe())]
    return [made, *(_member(choose, state, ref, item) for item in choose.some(tables, 1, 2))]


def _member(choose: Chooser, state: Schema, ref: Ref, table: Table) -> PublicationTable:
    plain = [item for item in draw.columns(state, table.ref) if not item.generated]
    # Types and collations of users' own are refused.
    asked = [
        item for item in plain if not item.type.ref and (not item.collation or item.collation.schema == "pg_catalog")
    ]
    return PublicationTable(
        ref=publication_table(ref, table.ref),
        table=table.ref,
        publication=ref,
        columns=tuple(item.ref for item in choose.some(plain, 0, 2)),
        where=Expr((choose.one(asked).ref, " IS NOT NULL")) if asked and choose.maybe(3) else None,
    )


DRAWS: dict[type[Object], Draw] = {
    ForeignDataWrapper: wrapper,
    ForeignServer: server,
    UserMapping: mapping,
    Table: foreign_table,
    Publication: published,
}


def change_options(choose: Chooser, state: Schema, item: Object) -> list[Object]:  # noqa: ARG001
    if isinstance(item, ForeignDataWrapper):
        return [evolve(item, options=choose.one(OPTIONS))]
    if isinstance(item, ForeignServer):
        return [evolve(item, options=choose.one(OPTIONS), version=item.version and choose.one(["2", "3"]))]
    assert isinstance(item, UserMapping)  # noqa: S101
    return [evolve(item, options=choose.one([(), (("user", "you"),)]))]


def change_foreign(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    if not isinstance(item, Table) or not item.server:
        return []
    columns = [evolve(each, foreign_options=choose.one(OPTIONS)) for each in draw.columns(state, item.ref)[:1]]
    return [evolve(item, foreign_options=choose.one(OPTIONS)), *columns]


def change_publication(choose: Chooser, state: Schema, item: Object) -> list[Object]:
    assert isinstance(item, Publication)  # noqa: S101
    members = list(state.of(PublicationTable))
    if members and choose.maybe():
        member = choose.one(members)
        table = state[member.table]
        assert isinstance(table, Table)  # noqa: S101
        return [_member(choose, state, member.publication, table)]
    return [evolve(item, via_root=not item.via_root, publish=choose.one([("insert",), ("insert", "truncate")]))]


CHANGES: dict[type[Object], Change] = {
    ForeignDataWrapper: change_options,
    ForeignServer: change_options,
    UserMapping: change_options,
    Table: change_foreign,
    Publication: change_publication,
}
