"""Whether a raw fragment is one expression and nothing more, by PostgreSQL's own rules of quoting.

Not by a parser: those know fewer expressions than PostgreSQL. What the server gets is one statement in any case (extended
protocol); this keeps a fragment from leaving its parentheses, also in scripts that psql runs.
"""

import re

_SIMPLE = re.compile(r"(?:[\w\s.:=<>+*%|]|\(\)|'[^'\\]*')+\Z")
_TOKEN = re.compile(
    r"(?P<string>(?:(?<!\w)[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"))"
    r"|(?<![\w$])\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"
    r"|(?P<line>--[^\n]*\n?)|(?P<block>/\*)|(?P<sign>[()\[\],;'\"])",
    re.DOTALL,
)
_BLOCK = re.compile(r"/\*|\*/")
CLOSING = {")": "(", "]": "["}


def complaint(text: str, *, listed: bool = False) -> str | None:
    """What keeps the text from being one expression, or with `listed` one query; None where nothing does."""
    if not text.strip():
        return "it is empty"
    if _SIMPLE.match(text):
        return None
    open_: list[str] = []
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        if match["block"]:
            end = _block_end(text, position)
            if end is None:
                return "a comment is not closed"
            position = end
        elif match["line"]:
            if not match["line"].endswith("\n"):
                return "a comment runs to its end and would swallow what follows"
        elif sign := match["sign"]:
            if sign in "'\"":
                return "a quote is not closed"
            if sign == ";":
                return "it holds more than one statement"
            if sign in "([":
                open_.append(sign)
            elif sign in CLOSING and (not open_ or open_.pop() != CLOSING[sign]):
                return f"{sign} closes nothing"
            elif sign == "," and not open_ and not listed:
                return "it holds more than one expression"
    return f"{open_[-1]} is not closed" if open_ else None


def _block_end(text: str, start: int) -> int | None:
    """Where a block comment ends; they nest."""
    depth = 1
    for match in _BLOCK.finditer(text, start):
        depth += 1 if match.group() == "/*" else -1
        if not depth:
            return match.end()
    return None
