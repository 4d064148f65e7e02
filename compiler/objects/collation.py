from collections.abc import Iterator

from mizzle.compiler.names import name
from mizzle.compiler.objects.held import HeldDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.collation import Collation
from mizzle.model.names import literal


class CollationDDL(HeldDDL):
    model = Collation
    word = "COLLATION"
    rebuilds = frozenset({"provider", "locale", "lc_collate", "lc_ctype", "deterministic", "rules"})

    def create(self, new: Collation, world: World) -> Iterator[Statement]:  # noqa: ARG002
        facts = [f"PROVIDER = {new.provider}"]
        if new.locale is not None:
            facts.append(f"LOCALE = {literal(new.locale)}")
        if new.lc_collate is not None and new.lc_collate == new.lc_ctype:
            facts.append(f"LOCALE = {literal(new.lc_collate)}")
        elif new.lc_collate is not None and new.lc_ctype is not None:
            facts += [f"LC_COLLATE = {literal(new.lc_collate)}", f"LC_CTYPE = {literal(new.lc_ctype)}"]
        if not new.deterministic:
            facts.append("DETERMINISTIC = false")
        if new.rules is not None:
            facts.append(f"RULES = {literal(new.rules)}")
        yield Statement(sql=f"CREATE COLLATION {name(new.ref)} ({', '.join(facts)})")
