from mizzle.model.expr import Expr, Regclass
from mizzle.model.place import Place
from mizzle.model.ref import Ref

AGE = Ref("column", "app", "users", "age")
IDS = Ref("sequence", "app", "ids")


def test_columns_in_an_expression_stay_refs() -> None:
    expr = Expr((AGE, " > 0 AND nextval(", Regclass(IDS), ") > 1"))

    assert list(expr.refs()) == [AGE, IDS]
    assert expr.plain is None
    assert expr.text(lambda ref: ref.own, lambda ref: f"'{ref}'") == "age > 0 AND nextval('app.ids') > 1"


def test_text_alone_is_plain() -> None:
    assert Expr.of("now()").plain == "now()"
    assert list(Expr.of("now()").refs()) == []


def test_the_place_of_an_expression_is_no_difference() -> None:
    assert Expr(("1",), Place(test_text_alone_is_plain.__code__, 0)) == Expr(("1",))


def test_a_place_is_a_file_and_a_line() -> None:
    code = test_text_alone_is_plain.__code__

    assert str(Place(code, 0)) == f"{code.co_filename}:{code.co_firstlineno}"
