import re
from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.ref import Ref
from mizzle.model.text_search_dictionary import TextSearchDictionary

# dictinitoption as serialize_deflist() writes it: language = 'english', "Limit" = 5, path = E'a\\b'
_OPTION = re.compile(r"""("(?:[^"]|"")+"|\w+) = (E?'(?:[^']|'')*'|[^\s,]+)""")


class TextSearchDictionaryReader(Reader):
    catalog = "pg_ts_dict"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT d.oid, d.dictnamespace, d.dictname, n.nspname, t.tmplname, d.dictinitoption
            FROM pg_ts_dict d
            JOIN pg_ts_template t ON t.oid = d.dicttemplate
            JOIN pg_namespace n ON n.oid = t.tmplnamespace
            WHERE d.dictnamespace = ANY(%s)
            ORDER BY d.dictname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, *template, options in rows:
            if ("pg_ts_dict", oid) not in names.members:
                yield (
                    oid,
                    Ref("text_search_dictionary", names.namespaces[namespace], name),
                    (
                        Ref("text_search_template", *template),
                        tuple((_plain(key), _plain(value)) for key, value in _OPTION.findall(options or "")),
                        names.comment("pg_ts_dict", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> TextSearchDictionary:
        template, options, comment = facts
        return TextSearchDictionary(ref=ref, template=template, options=options, comment=comment, position=position)


def _plain(word: str) -> str:
    """A name or a value without its quotes."""
    if word.startswith('"'):
        return word[1:-1].replace('""', '"')
    if word.startswith("E'"):
        return word[2:-1].replace("''", "'").replace("\\\\", "\\")
    return word[1:-1].replace("''", "'") if word.startswith("'") else word
