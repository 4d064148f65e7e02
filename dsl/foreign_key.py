"""foreign_key() as a table extra, and what references() of a column shares with it."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, optional, remark, switch
from mizzle.dsl.given import columns as checked_columns
from mizzle.dsl.place import here
from mizzle.dsl.source import Group, Module, attribute, call, chained, flag, listed, literal, said
from mizzle.dsl.sql import SQL
from mizzle.model.errors import DeclarationError
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.names import chosen, plain
from mizzle.model.place import Place
from mizzle.model.ref import Ref

ACTIONS = ("no action", "restrict", "cascade", "set null", "set default")

_NAME = r'(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$]*)'
_RAW = re.compile(rf"\s*({_NAME})\s*(?:\.\s*({_NAME})\s*)?\(\s*({_NAME}(?:\s*,\s*{_NAME})*)\s*\)\s*")
_DOTTED = re.compile(rf"({_NAME})\.({_NAME})\.({_NAME})\Z")


def action(text: str | None, what: str, origin: Place) -> str:
    """ON DELETE or ON UPDATE in PostgreSQL's words."""
    if text is None:
        return "NO ACTION"
    if text.lower() not in ACTIONS:
        raise DeclarationError(f"{origin}: {what} must be one of {', '.join(ACTIONS)}, not {text!r}")
    return text.upper()


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name.lower()


def named(text: str, kind: str, namespace: str) -> Ref:
    """The ref of an object by its name as SQL says it, with its namespace where that is another one."""
    words = [_unquoted(word) for word in re.findall(_NAME, text)]
    return Ref(kind, words[0] if len(words) > 1 else namespace, words[-1] if words else text)


@frozen
class Reference:
    """The far side of a foreign key and its options."""

    target: Any
    name: str | None
    on_delete: str
    on_update: str
    match_full: bool
    deferrable: bool
    deferred: bool
    validated: bool = True
    enforced: bool = True
    set_columns: tuple[Any, ...] = ()
    period: bool = False
    text: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    @classmethod
    def make(
        cls,
        target: Any,
        *,
        name: str | None,
        on_delete: str | None,
        on_update: str | None,
        match_full: bool,
        deferrable: bool,
        initially_deferred: bool,
        origin: Place,
    ) -> "Reference":
        return cls(
            target,
            optional(name, "constraint"),
            action(on_delete, "on_delete", origin),
            action(on_update, "on_update", origin),
            switch(match_full, "match_full"),
            switch(deferrable, "deferrable") or switch(initially_deferred, "initially_deferred"),
            initially_deferred,
            origin=origin,
        )

    def model(self, columns: tuple[Ref, ...], context: Context) -> ForeignKey:
        """The foreign key of these columns."""
        table = columns[0].table
        references = targets(self.target, context, self.origin)
        if len(columns) != len(references):
            raise DeclarationError(
                f"{self.origin}: a foreign key of {len(columns)} columns cannot reference {len(references)}"
            )
        if len({ref.table for ref in references}) > 1:
            raise DeclarationError(f"{self.origin}: a foreign key cannot reference columns of two tables")
        name = self.name or chosen(
            "_".join(
                [
                    table.name,
                    *(ref.part for ref in columns),
                    references[0].name,
                    *(ref.part for ref in references),
                    "fk",
                ]
            )
        )
        return ForeignKey(
            ref=Ref("foreign_key", table.schema, table.name, name),
            columns=columns,
            references=references,
            on_update=self.on_update,
            on_delete=self.on_delete,
            set_columns=tuple(column._ref(context) for column in self.set_columns),
            match_full=self.match_full,
            deferrable=self.deferrable,
            deferred=self.deferred,
            validated=self.validated,
            enforced=self.enforced,
            period=self.period,
            comment=self.text,
            chosen=self.name is None,
            renamed=self.renamed,
            origin=self.origin,
        )


def targets(
    target: Any, context: Context, origin: Place | None, what: str = "a foreign key references"
) -> tuple[Ref, ...]:
    """The referenced columns, however they are given."""
    if callable(target) and not hasattr(target, "_ref"):
        target = target()
    if isinstance(target, SQL):
        raw = target.expr(context).plain
        match = _RAW.fullmatch(raw) if raw else None
        if not match:
            raise DeclarationError(
                f'{origin}: a raw reference looks like sql(\'"schema"."table"("column")\'), not {raw!r}'
            )
        first, second, columns = match.groups()
        namespace, table = (_unquoted(first), _unquoted(second)) if second else (context.namespace, _unquoted(first))
        namespace = context.instead.get(namespace, namespace)
        return tuple(Ref("column", namespace, table, _unquoted(column)) for column in re.findall(_NAME, columns))
    if isinstance(target, str):
        dotted = _DOTTED.match(target)
        if not dotted:
            raise DeclarationError(f'{origin}: a reference by name looks like "schema.table.column", not {target!r}')
        namespace, *names = map(_unquoted, dotted.groups())
        return (Ref("column", context.instead.get(namespace, namespace), *names),)
    if isinstance(target, (list, tuple)):
        return tuple(ref for item in target for ref in targets(item, context, origin, what))
    if hasattr(target, "_ref") and hasattr(target, "_spec"):
        return (target._ref(context),)
    raise DeclarationError(f"{origin}: {what} a column, not {target!r}")


@frozen
class ForeignKeyDeclaration:
    """What foreign_key() makes."""

    columns: tuple[Any, ...]
    reference: Reference

    def on_delete(self, what: str, *columns: Any) -> "ForeignKeyDeclaration":
        """ON DELETE; for "set null" and "set default" the columns to set, if not all (PostgreSQL 15)."""
        text = action(what, "on_delete", here())
        if columns and not text.startswith("SET"):
            raise DeclarationError(f"{here()}: only set null and set default take columns, not {what}")
        return self._evolve(on_delete=text, set_columns=checked_columns(columns, "on_delete()"))

    def on_update(self, what: str) -> "ForeignKeyDeclaration":
        return self._evolve(on_update=action(what, "on_update", here()))

    def match_full(self) -> "ForeignKeyDeclaration":
        return self._evolve(match_full=True)

    def deferrable(self, *, initially_deferred: bool = False) -> "ForeignKeyDeclaration":
        return self._evolve(deferrable=True, deferred=switch(initially_deferred, "initially_deferred"))

    def not_valid(self) -> "ForeignKeyDeclaration":
        """Check only rows written from now on (NOT VALID)."""
        return self._evolve(validated=False)

    def not_enforced(self) -> "ForeignKeyDeclaration":
        """NOT ENFORCED (PostgreSQL 18)."""
        return self._evolve(enforced=False, validated=False)

    def period(self) -> "ForeignKeyDeclaration":
        """The last column is a range, which those that it references have to cover (PostgreSQL 18)."""
        return self._evolve(period=True)

    def comment(self, text: str) -> "ForeignKeyDeclaration":
        return self._evolve(text=remark(text))

    def renamed_from(self, old: str) -> "ForeignKeyDeclaration":
        return self._evolve(renamed=checked(old, "constraint"))

    def _evolve(self, **facts: Any) -> "ForeignKeyDeclaration":
        return evolve(self, reference=evolve(self.reference, **facts))

    def _part(self, table: Ref, context: Context) -> ForeignKey:  # noqa: ARG002
        return self.reference.model(tuple(column._ref(context) for column in self.columns), context)


def foreign_key(
    *, columns: Sequence[Any], foreign_columns: Sequence[Any] | Callable[[], Sequence[Any]], name: str | None = None
) -> ForeignKeyDeclaration:
    """A foreign key of several columns: foreign_key(columns=[table.a, table.b], foreign_columns=[other.a, other.b])."""
    origin = here()
    if not columns:
        raise DeclarationError(f"{origin}: a foreign key needs columns")
    reference = Reference.make(
        foreign_columns if callable(foreign_columns) else list(foreign_columns),
        name=name,
        on_delete=None,
        on_update=None,
        match_full=False,
        deferrable=False,
        initially_deferred=False,
        origin=origin,
    )
    return ForeignKeyDeclaration(checked_columns(columns, "foreign_key()"), reference)


def source(item: ForeignKey, module: Module) -> Any:
    """The extra that declares a foreign key."""
    targets = listed(_column(ref, module) for ref in item.references)
    made = module.call(
        "foreign_key",
        columns=listed(attribute("t", ref.part) for ref in item.columns),
        foreign_columns=Group(f"lambda: {targets.head}", targets.items, targets.tail),
        name=_name(item),
    )
    delete = literal(item.on_delete.lower()) if item.on_delete != "NO ACTION" else None
    return chained(
        made,
        [
            call("on_delete", delete, *(attribute("t", ref.part) for ref in item.set_columns)) if delete else None,
            call("on_update", literal(item.on_update.lower())) if item.on_update != "NO ACTION" else None,
            call("period") if item.period else None,
            call("match_full") if item.match_full else None,
            call("deferrable", initially_deferred=flag(item.deferred)) if item.deferrable else None,
            call("not_enforced") if not item.enforced else call("not_valid") if not item.validated else None,
            call("comment", literal(item.comment)) if item.comment is not None else None,
        ],
    )


def modifier(item: ForeignKey, module: Module) -> Group:
    """.references(lambda: users.id), where that says all of the key."""
    target = _column(item.references[0], module)
    return call(
        "references",
        target if target.startswith(("'", '"')) else f"lambda: {target}",
        name=_name(item),
        on_delete=literal(item.on_delete.lower()) if item.on_delete != "NO ACTION" else None,
        on_update=literal(item.on_update.lower()) if item.on_update != "NO ACTION" else None,
        match_full=flag(item.match_full),
        deferrable=flag(item.deferrable and not item.deferred),
        initially_deferred=flag(item.deferred),
    )


def fits_column(item: ForeignKey) -> bool:
    """Whether references() of a column says all of the key."""
    plain_ = item.comment is None and item.validated and item.enforced and not (item.set_columns or item.period)
    return plain_ and len(item.columns) == 1


def _column(ref: Ref, module: Module) -> str:
    """The referenced column: of a variable, of the table itself, or by its name where the module has no such table."""
    name = module.later(ref.table)
    if name is None:
        return literal(".".join(plain(word) for word in ref[1:]))
    return attribute(name, ref.part)


def _name(item: ForeignKey) -> str | None:
    words = [item.ref.name, *(ref.part for ref in item.columns)]
    words += [item.references[0].name, *(ref.part for ref in item.references), "fk"]
    return None if item.ref.part == chosen("_".join(words)) else said(item.ref.part)
