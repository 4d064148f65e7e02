from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, open_options
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.foreign_data_wrapper import ForeignDataWrapper
from mizzle.model.ref import Ref


class ForeignDataWrapperReader(Reader):
    catalog = "pg_foreign_data_wrapper"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT oid, fdwname, CASE WHEN fdwhandler <> 0 THEN fdwhandler::regproc::text END,
                   CASE WHEN fdwvalidator <> 0 THEN fdwvalidator::regproc::text END, fdwoptions
            FROM pg_foreign_data_wrapper WHERE %s::oid[] IS NOT NULL ORDER BY fdwname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name, handler, validator, options in rows:
            if ("pg_foreign_data_wrapper", oid) not in names.members:
                comment = names.comment("pg_foreign_data_wrapper", oid)
                yield (
                    oid,
                    Ref("foreign_data_wrapper", "", name),
                    (handler, validator, open_options(options), comment),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> ForeignDataWrapper:
        handler, validator, options, comment = facts
        return ForeignDataWrapper(
            ref=ref, handler=handler, validator=validator, options=options, comment=comment, position=position
        )
