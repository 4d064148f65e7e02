from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.ref import Ref
from mizzle.model.text_search_configuration import TextSearchConfiguration


class TextSearchConfigurationReader(Reader):
    catalog = "pg_ts_config"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT c.oid, c.cfgnamespace, c.cfgname, n.nspname, p.prsname,
                   ARRAY(SELECT ARRAY[t.alias, dn.nspname::text, d.dictname::text]
                         FROM pg_ts_config_map m
                         JOIN ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype
                         JOIN pg_ts_dict d ON d.oid = m.mapdict
                         JOIN pg_namespace dn ON dn.oid = d.dictnamespace
                         WHERE m.mapcfg = c.oid ORDER BY m.maptokentype, m.mapseqno)
            FROM pg_ts_config c
            JOIN pg_ts_parser p ON p.oid = c.cfgparser
            JOIN pg_namespace n ON n.oid = p.prsnamespace
            WHERE c.cfgnamespace = ANY(%s)
            ORDER BY c.cfgname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, *parser, mapped in rows:
            if ("pg_ts_config", oid) not in names.members:
                mappings: dict[str, tuple[Ref, ...]] = {}
                for token, *dictionary in mapped:
                    mappings[token] = (*mappings.get(token, ()), Ref("text_search_dictionary", *dictionary))
                yield (
                    oid,
                    Ref("text_search_configuration", names.namespaces[namespace], name),
                    (Ref("text_search_parser", *parser), tuple(mappings.items()), names.comment("pg_ts_config", oid)),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> TextSearchConfiguration:
        parser, mappings, comment = facts
        return TextSearchConfiguration(ref=ref, parser=parser, mappings=mappings, comment=comment, position=position)
