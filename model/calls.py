"""What looks like a call and is none: `f(1) AS f(a, b)` and `WITH f(a) AS (…)` name the columns of a table."""

import re

# Words before an expression, and not before the name of a table.
_LEADING = re.compile(
    "all|also|and|any|between|both|by|call|case|check|default|distinct|do|else|escape|except|execute|exists|first|for|from|"
    "function|having|i?like|in|instead|intersect|is|join|lateral|leading|limit|next|not|offset|on|or|overlaps|perform|placing|"
    "procedure|return|returning|select|set|some|symmetric|tablesample|then|to|trailing|union|using|values|variadic|when|where|"
    "zone",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+\Z")
_OPERATOR = re.compile(r"\boperator\s*\([^()]*\)\Z", re.IGNORECASE)
_LIST_AS = re.compile(r"\s*\([^()]*\)\s*as\s+((not\s+)?materialized\s*)?\(", re.IGNORECASE)


def names_columns(text: str, start: int, stop: int) -> bool:
    """Whether the name there, with a parenthesis behind it, is that of a table whose columns stand between the parentheses."""
    before = text[:start].rstrip()
    while "--" in (line := before.rpartition("\n")[2]):
        before = before[: len(before) - len(line) + line.index("--")].rstrip()
    word = _WORD.search(before)
    if word is None:
        behind = before.endswith(('"', ")")) and not _OPERATOR.search(before)
        return behind or (before.endswith(",") and _LIST_AS.match(text, stop) is not None)
    return word[0].lower() in ("as", "with", "recursive") or not (word[0].isupper() or _LEADING.fullmatch(word[0]))
