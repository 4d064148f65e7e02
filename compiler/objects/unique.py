from mizzle.compiler.objects.primary_key import KeyDDL
from mizzle.model.unique import Unique


class UniqueDDL(KeyDDL):
    model = Unique

    def head(self, new: Unique) -> str:
        return "UNIQUE NULLS NOT DISTINCT" if new.nulls_not_distinct else "UNIQUE"
