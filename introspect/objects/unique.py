from mizzle.introspect.objects.constraint import KeyReader
from mizzle.introspect.reader import Facts
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class UniqueReader(KeyReader):
    kind = "unique"
    contype = "u"

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.unique import Unique

        (
            columns,
            include,
            deferrable,
            deferred,
            options,
            tablespace,
            not_distinct,
            valid,
            overlaps,
            attached,
            comment,
            inherited,
        ) = facts
        return Unique(
            ref=ref,
            columns=columns,
            include=include,
            deferrable=deferrable,
            deferred=deferred,
            options=options,
            tablespace=tablespace,
            valid=valid,
            without_overlaps=overlaps,
            attached=attached,
            nulls_not_distinct=not_distinct,
            comment=comment,
            inherited=inherited,
            position=position,
        )
