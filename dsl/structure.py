"""Values of json columns as the user's own types: `jsonb().type(Profile, validate=True)`.

pydantic's models are made by pydantic, everything else (attrs, dataclasses, TypedDict, lists of them) by cattrs.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from mizzle.model.errors import DocumentError


def _pydantic(kind: Any) -> bool:
    return hasattr(kind, "__pydantic_validator__")


@lru_cache(maxsize=256)
def reading(kind: Any) -> Callable[[Any], Any]:
    """What makes the type's object of a document. Raises DocumentError."""
    if _pydantic(kind):
        return _read_by_pydantic(kind)
    from cattrs import transform_error
    from cattrs.preconf.json import make_converter

    converter = make_converter()

    def read(document: Any) -> Any:
        try:
            return converter.structure(document, kind)
        except Exception as error:  # noqa: BLE001 - whatever a class raises for a document
            where = "; ".join(transform_error(error)) if hasattr(error, "exceptions") else type(error).__name__
            raise DocumentError(where) from None

    return read


def _read_by_pydantic(kind: Any) -> Callable[[Any], Any]:
    from pydantic import TypeAdapter, ValidationError

    adapter: Any = TypeAdapter(kind)

    def read(document: Any) -> Any:
        try:
            return adapter.validate_python(document)
        except ValidationError as error:
            found = error.errors(include_input=False, include_url=False, include_context=False)
            told = "; ".join(f"{each['type']} @ {'.'.join(map(str, each['loc']))}" for each in found)
            raise DocumentError(told) from None

    return read


@lru_cache(maxsize=256)
def writing(kind: Any) -> Callable[[Any], Any]:
    """What makes a document of the type's object; a document is judged first. Raises DocumentError."""
    read = reading(kind)
    dump: Any
    if _pydantic(kind):
        from pydantic import TypeAdapter

        dump = TypeAdapter(kind).dump_python

        def write_model(value: Any) -> Any:
            return dump(read(value), mode="json")

        return write_model
    from cattrs.preconf.json import make_converter

    converter = make_converter()

    def write(value: Any) -> Any:
        document = converter.unstructure(value)
        read(document)
        return document

    return write
