"""The declared schema against the last snapshot → a migration on disk. Offline: no server is asked."""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from mizzle.declared import Source, wanted
from mizzle.errors import ConsentMissing, HistoryError, UsageError
from mizzle.files import DOWN, GENERATED, PYTHON, SNAPSHOT, SQL, File, Folder, begun
from mizzle.merging import merged
from mizzle.model.column import Column, hidden_name
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.version import __version__

if TYPE_CHECKING:
    from mizzle.answers import Answers
    from mizzle.compiler.statement import Statement
    from mizzle.connection import Connection
    from mizzle.model.change import Change
    from mizzle.planning import Draft
    from mizzle.preflight import Finding

BREAK = "--> statement-breakpoint"
COMMIT = "--> commit"
IRREVERSIBLE = "-- cannot be taken back: "
EMPTIED = {"MZ101", "MZ102", "MZ103", "MZ104", "MZ106", "MZ112"}  # losses of rows, values and positions
HAND = """-- Write SQL here. It runs in one transaction under the role's own search_path; --> commit ends a transaction.
"""
HAND_DOWN = """-- Write here what takes migration.sql back.
"""
HAND_PYTHON = '''"""A migration in Python: `connection` is a psycopg connection inside the migration's own transaction."""

import psycopg


def up(connection: psycopg.Connection) -> None: ...


def down(connection: psycopg.Connection) -> None: ...
'''


@frozen
class Generated:
    """What was written, or would be; nothing where there is nothing to do.

    sql, down  the texts of the two files
    lost       what `down` cannot bring back
    """

    name: str = ""
    folder: Path | None = None
    sql: str = ""
    down: str = ""
    statements: tuple["Statement", ...] = ()
    changes: tuple["Change", ...] = ()
    findings: tuple["Finding", ...] = ()
    remarks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.name)


def generate(
    source: Source,
    *,
    out: str | Path = "migrations",
    name: str | None = None,
    answers: "Answers | None" = None,
    casing: str | None = None,
    explain: bool = False,
    verify: str | Callable[[], str | None] | None = None,
    ask: "Callable[[list[Finding]], bool] | None" = None,
    now: datetime | None = None,
    online: bool = False,
) -> Generated:
    """Write the migration from the last snapshot in `out` to what is declared.

    source   a module, a mapping or a list of declarations
    name     what the file is called behind its time (default: after what changes)
    answers  renames and consents given beforehand
    explain  make it, write nothing
    verify   a server to prove the files on: old snapshot → migration.sql → new, → down.sql → old; or what gives its URL
    ask      is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    online   hold no lock that others wait for longer than a moment; what has no such way needs consent
    now      the time in the name (default: this second, or the one after the last file's)

    Raises ConsentMissing, UnansweredRename, HistoryError, UsageError and other MizzleErrors; nothing is written then.
    """
    from mizzle.answers import Answers
    from mizzle.consent import missing, needed, unused
    from mizzle.offline import onward, standing
    from mizzle.summary import summary

    folder = begun(Path(out))
    schema = wanted(source, casing=casing)
    declared = _digest(schema)
    answers = answers or Answers()
    # Reading a snapshot of 1,000 tables and planning from it takes four times as long as importing the module.
    heads = folder.heads()
    if not answers and [file.declared for file in heads] == [declared]:
        heads[0].check_snapshot()
        return Generated()
    old, conflicts = merged(folder)
    if conflicts:
        raise HistoryError("these files conflict; see mizzle check --files:\n  " + "\n  ".join(map(str, conflicts)))
    old = standing(old, schema, goal=True)
    planned = onward(old, schema, answers=answers, online=online)
    if not planned.plan:
        return Generated(remarks=planned.remarks)
    findings = needed(planned.plan, ())
    open_ = missing(findings, answers)
    if open_ and not explain and not (ask and ask(open_)):
        raise ConsentMissing(open_)
    new = named(_with_refs(planned.new, schema))
    called = _called(name or _guessed(list(summary(planned.changes))), folder, now)
    made = Generated(
        called,
        Path(out) / called,
        _text(planned, list(summary(planned.changes)), findings),
        down_text(new, old, called, planned.renames, findings),
        planned.plan.statements,
        planned.changes,
        tuple(findings),
        (*planned.remarks, *unused(findings, answers)),
    )
    if (server := verify() if callable(verify) else verify) is not None:
        prove(server, old, new, made.sql, made.down)
    if not explain:
        from mizzle.snapshot import dump

        parents = [file.name for file in folder.heads()]
        write(made.folder or Path(out), {SQL: made.sql, SNAPSHOT: dump(new, parents, declared), DOWN: made.down})
    return made


def _digest(schema: Schema) -> str:
    """The same for the same declaration in the same version of mizzle; where it differs all is compared."""
    words = [__version__]
    for _, item in sorted(schema.items(), key=lambda pair: pair[0]):
        if item.depends:  # the order of a set is another in each process
            words.append(repr(sorted(item.depends)))
        words.append(repr(evolve(item, depends=frozenset()) if item.depends else item))
    return hashlib.sha256("\n".join(words).encode(errors="surrogatepass")).hexdigest()


def written(declared: Schema) -> Schema:
    """A declaration as a snapshot keeps it."""
    from mizzle.offline import onward

    return named(_with_refs(onward(Schema(), declared).new, declared))


def named(schema: Schema) -> Schema:
    """The schema with the names that PostgreSQL gives the hidden sequences of identities: they stay when tables are renamed."""
    return schema.with_(
        evolve(
            item,
            identity=evolve(item.identity, sequence=schema.free_relation(item.ref.schema, hidden_name(item.ref))),
        )
        for item in schema.of(Column)
        if item.identity and item.identity.sequence is None
    )


def _with_refs(planned: Schema, declared: Schema) -> Schema:
    """What was planned, with refs inside the texts where the declaration has them: a later rename changes no text then."""
    from mizzle.authored import resolved
    from mizzle.planning import flat

    found = resolved(declared)
    return planned.with_(
        item.settled(planned[ref]) for ref, item in found.items() if ref in planned and flat(item) == planned[ref]
    )


def generate_custom(
    *, out: str | Path = "migrations", name: str | None = None, python: bool = False, now: datetime | None = None
) -> Path:
    """Make an empty migration for hand-written SQL or Python; the folder.

    Its snapshot is that of the files that it follows: data migrations change no schema.
    """
    from mizzle.snapshot import dump

    folder = begun(Path(out))
    schema, conflicts = merged(folder)
    if conflicts:
        raise HistoryError("these files conflict; see mizzle check --files:\n  " + "\n  ".join(map(str, conflicts)))
    where = Path(out) / _called(name or "custom", folder, now)
    heads = folder.heads()
    declared = heads[0].declared if len(heads) == 1 else ""
    snapshot = dump(schema, [file.name for file in heads], declared)
    texts = {PYTHON: HAND_PYTHON} if python else {SQL: HAND, DOWN: HAND_DOWN}
    write(where, {**texts, SNAPSHOT: snapshot})
    return where


def _back(renames: Mapping[Ref, Ref], new: Schema, old: Schema) -> "Draft":
    """The plan that leads back, with every rename turned round."""
    from mizzle.answers import Answers
    from mizzle.offline import onward, standing

    back = {then: now for now, then in renames.items() if then in new and now in old}
    return onward(new, standing(old, new, goal=True), answers=Answers(all=True), declared=False, renames=back)


def _text(planned: "Draft", lines: list[str], findings: "Iterable[Finding]") -> str:
    from mizzle.apply import segments
    from mizzle.effects import remarks, unasked
    from mizzle.offline import parts

    found = parts(planned)
    more = [_loses(finding) for finding in findings]
    asked = {(finding.code, str(finding.consent).partition(":")[2]) for finding in findings}
    statements = planned.plan.statements
    more += [f"-- {line}" for line in (*unasked(statements, asked), *remarks(statements))]
    if len(found) > 1:
        more.append(f"-- Takes {len(found)} transactions: {'; '.join(segments(planned.plan.statements).reasons)}")
    return header(lines, more) + body(found)


def header(lines: "Iterable[str]", more: "Iterable[str]" = ()) -> str:
    """The comments that a file begins with."""
    head = [GENERATED, *(f"--   {line}" for line in lines), *more]
    return "\n".join([*(re.sub(r"\s*\n\s*", " ", line) for line in head), ""]) + "\n"


def body(parts: "tuple[tuple[Statement, ...], ...]") -> str:
    """The statements of a file."""
    texts = [f"\n{BREAK}\n".join(f"{statement.text};" for statement in part) for part in parts]
    return f"\n{COMMIT}\n".join(texts) + "\n"


def down_text(
    new: Schema, old: Schema, name: str, renames: Mapping[Ref, Ref] | None = None, lost: "Iterable[Finding]" = ()
) -> str:
    """The text of down.sql between two snapshots. Where no plan leads back it says so, for somebody to write one."""
    from mizzle.consent import needed
    from mizzle.errors import PlanError
    from mizzle.offline import parts

    head = [f"{GENERATED}: takes {name} back"]
    try:
        back = _back(renames or {}, new, old)
    except PlanError as error:
        head += [f"{IRREVERSIBLE}{error}", "-- Write here what takes it back, and take these comments away"]
        return "\n".join(re.sub(r"\s*\n\s*", " ", line) for line in head) + "\n"
    head += [
        f"-- loses irreversible:{str(finding.consent).partition(':')[2]}  cannot bring back what was lost: {finding.message}"
        for finding in lost
        if finding.code in EMPTIED
    ]
    head += [_loses(finding) for finding in needed(back.plan, ())]
    text = "\n".join(re.sub(r"\s*\n\s*", " ", line) for line in head) + "\n\n"
    return text + body(parts(back))


def _loses(finding: "Finding") -> str:
    return f"-- loses {finding.consent}  {finding.message}"


def _guessed(lines: list[str]) -> str:
    """A name after the first thing that changes."""
    sign, _, what = lines[0].partition(" ") if lines else ("~", "", "change")
    verb = {"+": "add", "-": "drop", "~": "change"}[sign]
    more = f"_and_{len(lines) - 1}_more" if len(lines) > 1 else ""
    return f"{verb}_{what.partition(':')[0]}"[:60] + more


def _called(name: str, folder: Folder, now: datetime | None) -> str:
    """The name with its time, which is later than that of every file there is."""
    word = re.sub(r"\W+", "_", name).strip("_").lower()[:100]
    if not word:
        raise UsageError(f"{name!r} cannot be a file's name; take letters, digits and underscores")
    time = int((now or datetime.now(UTC)).strftime("%Y%m%d%H%M%S"))
    last = max((int(known[:14]) for known in folder.files if known[:14].isdigit()), default=0)
    return f"{max(time, last + 1)}_{word}"


def write(folder: Path, texts: dict[str, str], inside: "Iterable[tuple[str, Path]]" = ()) -> None:
    """Write a folder whole or not at all. Raises HistoryError where it cannot be written.

    inside  folders that are copied into it, and what they are called there
    """
    aside = folder.with_name(f".{folder.name}.new")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists():  # of a run that was killed
            shutil.rmtree(aside)
        aside.mkdir()
        for name, text in texts.items():
            (aside / name).write_text(text, encoding="utf-8", newline="\n")
        for name, source in inside:
            shutil.copytree(source, aside / name)
        aside.rename(folder)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise HistoryError(f"{folder} cannot be written: {error.strerror}") from None


def prove(url: str, old: Schema, new: Schema, sql: str, down: str) -> None:
    """Run both files on a scratch database: old → migration.sql → new → down.sql → old.

    Raises HistoryError, with what differs, where the files do not lead there.
    """
    from mizzle.connection import connect
    from mizzle.offline import whole
    from mizzle.scratch import scratch

    with ExitStack() as stack:
        admin = stack.enter_context(closing(connect(url)))
        connection = stack.enter_context(closing(connect(stack.enter_context(scratch(admin)))))
        run_text(connection, body(whole(old)), "the old snapshot")
        for text, what, target in ((sql, SQL, new), (down, DOWN, old)):
            if IRREVERSIBLE in text:
                continue
            run_text(connection, text, what)
            if wrong := list(differences(connection, target)):
                listed = "\n  ".join(wrong[:10])
                raise HistoryError(
                    f"{what} does not lead to its snapshot, so nothing was written; please report this:\n  {listed}"
                )


def run_text(connection: "Connection", text: str, what: str) -> None:
    """Run a file on a scratch database. Raises HistoryError with the line that fails."""
    import psycopg

    from mizzle.connection import describe, run
    from mizzle.script import pieces, segments

    for segment in segments(pieces(text, what)):
        with ExitStack() as stack:
            if not segment[0].alone:
                stack.enter_context(connection.transaction())
            for piece in segment:
                try:
                    run(connection, piece.text)
                except psycopg.Error as error:
                    raise HistoryError(
                        f"{what}:{piece.line}: {describe(error)}, so nothing was written\n  in: {piece.text}"
                    ) from None


def differences(connection: "Connection", schema: Schema) -> Iterator[str]:
    """What a database lacks to be what a snapshot says, as SQL; in the schemas that the snapshot has."""
    from mizzle.answers import Answers
    from mizzle.pushplan import plan_push

    made = plan_push(connection, schema, Answers(all=True))
    yield from (statement.text for statement in made.plan.statements)


def checked_down(file: File) -> str:
    """The text of down.sql. Raises HistoryError where there is none."""
    path, text = file.folder / DOWN, file.down
    if text is None:
        raise HistoryError(f"{file.name} cannot be taken back: write into {path} how that is done")
    if IRREVERSIBLE in text:
        raise HistoryError(f"{file.name} cannot be taken back as long as nobody has written how: see {path}")
    return text
