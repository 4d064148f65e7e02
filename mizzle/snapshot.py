"""Schemas as versioned JSON: {"mizzle": 1, "parents": […], "declared": "…", "hash": "…", "objects": [{"kind": "table", …}]}.

Facts that have their default are left out. cattrs does the work; only the three shapes that JSON lacks are told here:
refs, the pieces of expressions, and which class an object has.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from mizzle.errors import MizzleError
from mizzle.model.expr import Expr, Piece, Regclass
from mizzle.model.index import IndexKey
from mizzle.model.kinds import KINDS
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

FORMAT = 1


class SnapshotError(MizzleError):
    """A snapshot cannot be read: it is no JSON of ours, or of a newer mizzle."""


def dump(schema: Schema, parents: Sequence[str] | None = None, declared: str = "") -> str:
    """The schema as JSON; equal schemas give equal bytes.

    parents   the files that it follows, for a snapshot in a history; a hash then tells edits by hand
    declared  a digest of the declaration that it was made of
    """
    objects = [
        {"kind": item.kind, **converter().unstructure(item)}
        for _, item in sorted(schema.items(), key=lambda pair: pair[0])
    ]
    facts: dict[str, Any] = {"mizzle": FORMAT}
    if parents is not None:
        facts |= {"parents": list(parents), "declared": declared, "hash": _hash(objects)}
    return json.dumps(facts | {"objects": objects}, indent=1, ensure_ascii=False) + "\n"


def _hash(objects: Any) -> str:
    return hashlib.sha256(json.dumps(objects, sort_keys=True).encode()).hexdigest()


def intact(text: str) -> list[dict[str, Any]]:
    """What a snapshot says of its objects. Raises SnapshotError for what is none, is of a newer mizzle or was edited by hand."""
    try:
        facts = json.loads(text)
        version = facts["mizzle"]
        objects = facts["objects"]
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"this is no snapshot of mizzle: {type(error).__name__} {error}") from None
    if version != FORMAT:
        raise SnapshotError(f"the snapshot has format {version}; this mizzle reads format {FORMAT}")
    if facts.get("hash", "") not in ("", _hash(objects)):
        raise SnapshotError("the snapshot was edited by hand, or a merge went wrong; take it back from version control")
    return list(objects)


def load(text: str) -> Schema:
    """The schema of a snapshot. Raises SnapshotError, with what is wrong."""
    objects = intact(text)
    try:
        return Schema(
            converter().structure({name: fact for name, fact in item.items() if name != "kind"}, KINDS[item["kind"]])
            for item in objects
        )
    except Exception as error:
        raise SnapshotError(f"the snapshot is damaged: {type(error).__name__} {error}") from error


@cache
def converter() -> Converter:
    """A converter that knows refs, pieces of expressions, and every kind."""
    made = Converter(forbid_extra_keys=True, omit_if_default=True)
    made.register_unstructure_hook(Ref, list)
    made.register_structure_hook(Ref, lambda value, _: Ref(*value))
    made.register_unstructure_hook_func(lambda kind: kind == frozenset[Ref], sorted)
    made.register_unstructure_hook(Piece, _from_piece)
    made.register_structure_hook(Piece, _to_piece)
    made.register_structure_hook(IndexKey.__annotations__["value"], lambda value, _: _to_key(made, value))
    made.register_unstructure_hook(IndexKey.__annotations__["value"], lambda value: _from_key(made, value))
    own: list[type[Any]] = [Expr, *KINDS.values()]  # first what stands inside the others
    for kind in own:  # a place in somebody's file is no fact
        made.register_structure_hook(kind, make_dict_structure_fn(kind, made, origin=override(omit=True)))
        made.register_unstructure_hook(
            kind, make_dict_unstructure_fn(kind, made, _cattrs_omit_if_default=True, origin=override(omit=True))
        )
    return made


def _from_piece(piece: Any) -> Any:
    if isinstance(piece, Ref):
        return {"ref": list(piece)}
    return {"regclass": list(piece.ref)} if isinstance(piece, Regclass) else piece


def _to_piece(value: Any, _: Any) -> Any:
    if isinstance(value, str):
        return value
    return Ref(*value["ref"]) if "ref" in value else Regclass(Ref(*value["regclass"]))


def _from_key(made: Converter, value: Any) -> Any:
    return list(value) if isinstance(value, Ref) else made.unstructure(value)


def _to_key(made: Converter, value: Any) -> Any:
    return Ref(*value) if isinstance(value, list) else made.structure(value, Expr)
