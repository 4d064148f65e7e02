"""Names inside a type that get other ones: labels of an enum, attributes of a composite type."""

from collections.abc import Iterator, Mapping, Sequence

from mizzle.model.rename import swap_name


def inner_renames(said: Sequence[tuple[str, str]], have: Sequence[str], want: Sequence[str]) -> dict[str, str]:
    """The old names with their new ones, of those that are said: all along a chain to a name that is free, or round a circle.

    A circle whose names stand in the wanted order has been gone round already.
    """
    found = {now: then for now, then in said if now in have and then in want and now != then}
    while taken := [now for now, then in found.items() if then in have and then not in found]:
        for now in taken:
            del found[now]
    for start in list(found):
        circle = _circle(start, found)
        if circle and [name for name in have if name in circle] == [name for name in want if name in circle]:
            for now in circle:
                del found[now]
    return found


def inner_steps(renames: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The renames one by one: a name is freed before it is used again, by way of another one in a circle."""
    left = dict(renames)
    while left:
        now = next((now for now, then in left.items() if then not in left), None)
        if now is None:
            now, then = next(iter(left.items()))
            apart = swap_name(now)
            yield now, apart
            del left[now]
            left[apart] = then
        else:
            yield now, left.pop(now)


def _circle(start: str, renames: Mapping[str, str]) -> list[str]:
    names = [start]
    while (then := renames.get(names[-1])) is not None and then not in names:
        names.append(then)
    return names if then == start else []
