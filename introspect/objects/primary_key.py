from mizzle.introspect.objects.constraint import KeyReader
from mizzle.introspect.reader import Facts
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class PrimaryKeyReader(KeyReader):
    kind = "primary_key"
    contype = "p"

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.primary_key import PrimaryKey

        columns, include, deferrable, deferred, options, tablespace, _, valid, overlaps, attached, *others = facts
        comment, inherited = others
        return PrimaryKey(
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
            comment=comment,
            inherited=inherited,
            position=position,
        )
