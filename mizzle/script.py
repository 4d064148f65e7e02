"""SQL files cut into statements by psql's rules, and into segments: stretches that commit together.

Quotes, dollar quotes, nested comments, parentheses and BEGIN ATOMIC bodies hold semicolons; sqlglot cuts the last in pieces.
`--> statement-breakpoint` ends a statement too, as Drizzle's files have it; `--> commit` ends a transaction.
"""

import re
from collections.abc import Iterator

from attrs import frozen

from mizzle.errors import UsageError
from mizzle.model.filling import REPEATABLE

TOKEN = re.compile(
    r"""(?P<mark>-->\s*(?P<what>statement-breakpoint|commit)[^\n]*)
    |(?P<comment>--[^\n]*)
    |(?P<block>/\*)
    |(?P<escaped>\b[eE]'(?:[^'\\]|''|\\.)*')
    |(?P<string>'(?:[^']|'')*')
    |(?P<named>"(?:[^"]|"")*")
    |(?P<dollar>(?<![\w$])\$(?:[^\W\d]\w*)?\$)
    |(?P<word>[^\W\d][\w$]*)
    |(?P<punctuation>[();\\'"])""",
    re.VERBOSE | re.DOTALL,
)
NESTED = re.compile(r"/\*|\*/")
MERGE = re.compile(r"^(?:<{7} |>{7} ).*$", re.MULTILINE)
ROUTINE = re.compile(r"CREATE (OR REPLACE )?(FUNCTION|PROCEDURE)\b")
# What PostgreSQL refuses to run inside a transaction block.
OUTSIDE = re.compile(
    r"(CREATE (UNIQUE )?INDEX|DROP INDEX|REINDEX( \([^)]*\))? \w+) CONCURRENTLY\b|VACUUM\b|ALTER SYSTEM\b"
    r"|(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)\b|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY$"
    r"|REINDEX( \([^)]*\))? (DATABASE|SYSTEM|SCHEMA)\b"
)
COMMITS = re.compile(r"\b(?:COMMIT|ROLLBACK)\s*(?:AND\s+(?:NO\s+)?CHAIN\s*)?;", re.IGNORECASE)  # in a body
# What works long and keeps nobody from reading and writing meanwhile.
PATIENT = re.compile(r'ALTER TABLE (ONLY )?(""|\w+)( ?\. ?(""|\w+))? VALIDATE CONSTRAINT (""|\w+)$|ANALYZE\b')
# What lasts beyond the transaction that it is said in.
SETTING = re.compile(
    r"(?:RE)?SET (?!(?:LOCAL|CONSTRAINTS|TRANSACTION)\b)(?:SESSION (?!AUTH))?(?P<what>[^ ]+(?: \. [^ ]+)*)"
    r"|SELECT (?:PG_CATALOG \. )?SET_CONFIG\b"
)
CONTROL = re.compile(r"(BEGIN|START TRANSACTION|COMMIT|END|ROLLBACK|ABORT|PREPARE TRANSACTION)\b(?! TO\b)")


@frozen
class Piece:
    """One statement of a file, without its semicolon, and the line that it begins in.

    commit  whether the transaction ends behind it
    """

    text: str
    line: int
    plain: str = ""
    commit: bool = False

    @property
    def alone(self) -> bool:
        """Whether it cannot run inside a transaction block."""
        return bool(OUTSIDE.match(self.plain)) or (self.plain.startswith("DO ") and bool(COMMITS.search(self.text)))

    @property
    def repeatable(self) -> bool:
        """Whether it may be cut off anywhere and run again."""
        return REPEATABLE in self.text

    @property
    def setting(self) -> str:
        """The setting that it changes for the rest of the session; empty for anything else."""
        found = SETTING.match(self.plain)
        return (found["what"] or self.text) if found else ""

    @property
    def patient(self) -> bool:
        """Whether it may wait for a lock for as long as it takes."""
        return self.alone or bool(PATIENT.match(self.plain))


def unmerged(text: str, file: str) -> None:
    """Raises UsageError, with file and line, where a merge has left its markers."""
    if found := MERGE.search(text):
        raise UsageError(f"{file}:{_line(text, found.start())}: merge markers are left in the file; resolve them first")


def pieces(text: str, file: str) -> list[Piece]:
    """The statements of a file. Raises UsageError, with file and line, for what is no SQL that can be cut."""
    unmerged(text, file)
    out: list[Piece] = []
    for piece in _cut(text, file):
        if piece.text:
            if CONTROL.match(piece.plain):
                raise UsageError(
                    f"{file}:{piece.line}: {piece.plain.split()[0]} does not belong into a migration, which runs in a "
                    "transaction of its own; --> commit ends one"
                )
            if re.match(r"COPY .* FROM STDIN\b", piece.plain):
                raise UsageError(
                    f"{file}:{piece.line}: COPY FROM STDIN works in psql alone; write INSERT, or migration.py"
                )
            out.append(piece)
        elif piece.commit and out:
            out[-1] = Piece(out[-1].text, out[-1].line, out[-1].plain, commit=True)
    return out


def segments(found: list[Piece]) -> list[list[Piece]]:
    """The statements by transaction; one that cannot be in a transaction is a segment of its own."""
    out: list[list[Piece]] = [[]]
    for piece in found:
        if piece.alone and out[-1]:
            out.append([])
        out[-1].append(piece)
        if piece.alone or piece.commit:
            out.append([])
    return [segment for segment in out if segment]


def _cut(text: str, file: str) -> Iterator[Piece]:
    start, place, depth, blocks = 0, 0, 0, 0
    words: list[str] = []  # the statement without comments, strings and quotes, to tell what it is

    def piece(end: int, *, commit: bool = False) -> Piece:
        body = text[start:end]
        lead = len(body) - len(body.lstrip())
        plain = " ".join(words)
        return Piece(body.strip() if words else "", _line(text, start + lead), plain, commit)

    while match := TOKEN.search(text, place):
        between = text[place : match.start()].split()
        words += [word.upper() for word in between]
        place = match.end()
        if match["mark"]:
            if depth == blocks == 0:
                yield piece(match.start(), commit=match["what"] == "commit")
                start, words = place, []
        elif match["comment"] or match["block"]:
            place = place if match["comment"] else _comment(text, match.start(), file)
            start = start if words else place  # what stands before a statement is not part of it
        elif match["dollar"]:
            end = text.find(match["dollar"], place)
            if end < 0:
                raise UsageError(
                    f"{file}:{_line(text, match.start())}: the text that begins with {match['dollar']} does not end"
                )
            place = end + len(match["dollar"])
            words.append("$$")
        elif match["string"] or match["escaped"] or match["named"]:
            words.append("''" if match["named"] is None else '""')
        elif match["word"]:
            word = match["word"].upper()
            words.append(word)
            # BEGIN ATOMIC … END, as psql counts it: outside parentheses; CASE … END stands inside.
            if depth == 0 and (word == "BEGIN" or (blocks and word == "CASE")) and ROUTINE.match(" ".join(words[:4])):
                blocks += 1
            elif depth == 0 and word == "END" and blocks:
                blocks -= 1
        elif match["punctuation"] == ";" and depth == blocks == 0:
            yield piece(match.start())
            start, words = place, []
        elif match["punctuation"] in ("(", ")"):
            words.append(match["punctuation"])
            depth = max(0, depth + (1 if match["punctuation"] == "(" else -1))
        elif match["punctuation"] in ("'", '"'):
            raise UsageError(f"{file}:{_line(text, match.start())}: the quote that begins here does not end")
        elif match["punctuation"] == "\\" and not words:
            raise UsageError(
                f"{file}:{_line(text, match.start())}: psql's backslash commands do not belong into a migration"
            )
    words += text[place:].upper().split()
    if depth or blocks:
        raise UsageError(f"{file}:{_line(text, start)}: the statement that begins here does not end")
    yield piece(len(text))


def _comment(text: str, start: int, file: str) -> int:
    """Where a comment ends; comments nest."""
    depth = 0
    for match in NESTED.finditer(text, start):
        depth += 1 if match[0] == "/*" else -1
        if depth == 0:
            return match.end()
    raise UsageError(f"{file}:{_line(text, start)}: the comment that begins here does not end")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
