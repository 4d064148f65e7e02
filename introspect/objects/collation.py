from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.collation import Collation
from mizzle.model.ref import Ref

PROVIDERS = {"c": "libc", "i": "icu", "b": "builtin"}


class CollationReader(Reader):
    catalog = "pg_collation"

    def query(self, version: int) -> str:
        # Until 14 an ICU locale stands where libc has its two.
        locale = (
            "colllocale"
            if version >= 170000
            else "colliculocale"
            if version >= 150000
            else "CASE WHEN collprovider = 'i' THEN collcollate END"
        )
        rules = "collicurules" if version >= 160000 else "NULL"
        return f"""
            SELECT oid, collnamespace, collname, collprovider::text, {locale}, collcollate, collctype,
                   collisdeterministic, {rules}
            FROM pg_collation
            WHERE collnamespace = ANY(%s)
            ORDER BY collname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, provider, locale, *libc, deterministic, rules in rows:
            if ("pg_collation", oid) not in names.members:
                lc_collate, lc_ctype = libc if provider == "c" else (None, None)
                yield (
                    oid,
                    Ref("collation", names.namespaces[namespace], name),
                    (
                        PROVIDERS[provider],
                        locale,
                        lc_collate,
                        lc_ctype,
                        deterministic,
                        rules,
                        names.comment("pg_collation", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Collation:
        provider, locale, lc_collate, lc_ctype, deterministic, rules, comment = facts
        return Collation(
            ref=ref,
            provider=provider,
            locale=locale,
            lc_collate=lc_collate,
            lc_ctype=lc_ctype,
            deterministic=deterministic,
            rules=rules,
            comment=comment,
            position=position,
        )
