"""Which row of compiler/forms.py holds, where that depends on the objects: volatility, types, options, what is proven."""

from collections.abc import Callable

from mizzle.compiler.defaults import default_of
from mizzle.compiler.rewriting import converts, rewrites
from mizzle.compiler.scene import Scene
from mizzle.compiler.statement import Act
from mizzle.model.column import Column
from mizzle.model.rename import waits
from mizzle.model.table import Table

# The storage parameters that are changed under SHARE UPDATE EXCLUSIVE; all others take ACCESS EXCLUSIVE (reloptions.c).
GENTLE = {
    *("fillfactor", "deduplicate_items", "parallel_workers", "toast_tuple_target", "vacuum_index_cleanup"),
    *("vacuum_truncate", "log_autovacuum_min_duration", "log_autoanalyze_min_duration", "n_distinct"),
    *("n_distinct_inherited", "vacuum_max_eager_freeze_failure_rate"),
}


def refined(act: Act, scene: Scene) -> str:
    """The name of the row."""
    found = REFINED.get(act.form)
    return f"{act.form}{found(act, scene)}" if found else act.form


def _column(act: Act, scene: Scene) -> str:
    new = act.new
    return " checking" if isinstance(new, Column) and new.not_null and not default_of(new, scene.world) else ""


def _type(act: Act, scene: Scene) -> str:
    old, new = act.old, act.new
    if not isinstance(old, Column) or not isinstance(new, Column):
        return ""
    return " rewriting" if rewrites(old, new, scene.world, using=converts(old, new, scene.world)) else ""


def _expression(act: Act, scene: Scene) -> str:  # noqa: ARG001
    new = act.new
    return " rewriting" if isinstance(new, Column) and new.generated and new.generated.stored else ""


def _table(act: Act, scene: Scene) -> str:  # noqa: ARG001
    new = act.new
    if isinstance(new, Table):
        return " partition" if new.partition_of else " inheriting" if new.inherits else ""
    return ""


def _moving(act: Act, scene: Scene) -> str:
    moving = " moving" if scene.world.before.get(act.ref, act.ref).schema != act.ref.schema else ""
    # Until another has its name nobody sees it without.
    return f" aside{moving}" if waits(act.ref.name) else moving


def _options(act: Act, scene: Scene) -> str:  # noqa: ARG001
    had, wanted = (dict(getattr(item, "options", ())) for item in (act.old, act.new))
    changed = {key.removeprefix("toast.") for key in {*had, *wanted} if had.get(key) != wanted.get(key)}
    return "" if all(key in GENTLE or key.startswith("autovacuum_") for key in changed) else " exclusively"


REFINED: dict[str, Callable[[Act, Scene], str]] = {
    "create column": _column,
    "change type": _type,
    "set expression": _expression,
    "create table": _table,
    "rename table": _moving,
    "set table options": _options,
    "set index options": _options,
}
