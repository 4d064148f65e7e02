"""What foreign data wrappers, servers, user mappings and tables have in common: OPTIONS."""

from mizzle.model.names import identifier, literal
from mizzle.model.object import Pairs


def generic_options(options: Pairs) -> str:
    """OPTIONS (…) of something new; nothing where there are none."""
    pairs = ", ".join(f"{identifier(key)} {literal(value)}" for key, value in options)
    return f" OPTIONS ({pairs})" if options else ""


def changed_options(old: Pairs, new: Pairs) -> str:
    """OPTIONS (ADD …, SET …, DROP …) between two sets; nothing where they are equal."""
    had, wanted = dict(old), dict(new)
    words = [f"DROP {identifier(key)}" for key in had if key not in wanted]
    words += [
        f"{'SET' if key in had else 'ADD'} {identifier(key)} {literal(value)}"
        for key, value in new
        if had.get(key) != value
    ]
    return f" OPTIONS ({', '.join(words)})" if words else ""
