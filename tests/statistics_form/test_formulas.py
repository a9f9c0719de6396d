"""Formulas of the form: what they mean, what they refuse, and that arithmetic is the same as in school."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oseredok.base.core.errors import Invalid
from oseredok.management.reports.statistics_form import checking, expressions, queries
from oseredok.management.reports.statistics_form.expressions import UNKNOWN, Amount, Both, Plain, Ref
from oseredok.management.reports.statistics_form.loading import load
from oseredok.management.reports.statistics_form.models import FormVersion
from tests.statistics_form.forms import a_version
from tests.world import World

# A busy machine may stand still for seconds in the middle of a draw; what is asked here is arithmetic, not speed.
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = ("a", "b", "c:d")


def known(**numbers: int | None) -> Callable[[expressions.Leaf], Amount]:
    def read(leaf: expressions.Leaf) -> Amount:
        key = leaf.key if isinstance(leaf, Ref) else leaf.code
        number = numbers.get(key.replace(":", "_").replace(".", "_"))
        return UNKNOWN if number is None else Amount(Decimal(number))

    return read


def worth(text: str, **numbers: int | None) -> Decimal | None:
    return expressions.evaluate(expressions.parse(text), known(**numbers)).number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[a] + [b] × 2", 13),
        ("([a] + [b]) * 2", 20),
        ("[a] − [b] − 1", 3),
        ("[a] − ([b] − 1)", 5),
        ("[a] ÷ [b]", Decimal(7) / 3),
        ("visits.total / 2 + 0,5", 4),
        ("[a] + [a торік]", 14),
    ],
)
def test_a_formula_is_computed_as_in_school(text: str, number: int | Decimal) -> None:
    assert worth(text, a=7, b=3, visits_total=7) == number


def test_dividing_by_zero_and_a_number_that_is_absent_give_nothing() -> None:
    assert worth("[a] / [b]", a=7, b=0) is None
    assert worth("[a] + [b]", a=7) is None


def test_zeros_of_silence_are_nothing_but_beside_a_counted_number_they_are_zeros() -> None:
    silent = Amount(Decimal(0), silent=True)
    both = expressions.parse("[a] + [b]")
    assert expressions.evaluate(both, lambda _leaf: silent).silent
    mixed = expressions.evaluate(both, lambda leaf: silent if leaf.key == "a" else Amount(Decimal(5)))  # type: ignore[union-attr]
    assert mixed == Amount(Decimal(5), silent=False)


@pytest.mark.parametrize(
    "text",
    [
        "", "[a", "[a] +", "+ [a]", "[a] [b]", "([a]", "[a])", "=1+1", "__import__('os')", "visits", "[A]", "1e5",
        "[a] ** 2", "'a'", "[a]; [b]", "(" * 30 + "[a]" + ")" * 30, "[а]",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Invalid, match="Формулу не зрозуміли"):
        expressions.parse(text)


@st.composite
def formulas(draw: st.DrawFn, depth: int = 3) -> expressions.Expression:
    if depth == 0 or draw(st.booleans()):
        leaf = st.sampled_from([Ref(key) for key in KEYS] + [expressions.Code("visits.total")])
        return draw(st.one_of(leaf, st.integers(0, 9999).map(lambda whole: Plain(Decimal(whole)))))
    return Both(draw(st.sampled_from("+-*/")), draw(formulas(depth - 1)), draw(formulas(depth - 1)))


def written(one: expressions.Expression) -> str:
    """Every step in parentheses: there is one way to read it."""
    if isinstance(one, Plain):
        return str(one.number)
    if isinstance(one, Ref):
        return f"[{one.key}]"
    if isinstance(one, expressions.Code):
        return one.code
    return f"({written(one.left)} {one.sign} {written(one.right)})"


@calmly
@given(formulas())
def test_what_is_written_is_what_is_read(one: expressions.Expression) -> None:
    assert expressions.parse(written(one)) == one


@calmly
@given(formulas(), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_the_arithmetic_shown_gives_the_number_shown(one: expressions.Expression, a: int, b: int, c: int) -> None:
    read = known(a=a, b=b, c_d=c, visits_total=a)
    shown = expressions.arithmetic(one, read).replace("\u00a0", "").replace(",", ".")
    again = expressions.evaluate(expressions.parse(shown), read).number
    number = expressions.evaluate(one, read).number
    assert (again is None) == (number is None)
    if number is not None and again is not None:
        assert abs(again - number) <= abs(number) * Decimal("1e-20") + Decimal("1e-20")


# --- What a formula may say in a form -------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("visits.nothing", "formula_unknown"),
        ("[nothing]", "formula_unknown"),
        ("[books]", "formula_unknown"),
        ("[visits]", "formula_circle"),
        ("[per_seat] * 1", "formula_circle"),
        ("visits.total + loans.total", "formula_units"),
        ("loans.total", "formula_units"),
    ],
)
def test_unknown_codes_circles_and_mixed_units_are_refused(world: World, text: str, code: str) -> None:
    form = load(a_version(world))
    with pytest.raises(Invalid) as refusal:
        checking.check_formula(text, form=form, spot=form.by_key["visits"])
    assert refusal.value.code == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["visits.service + visits.events", "visits.total / 1000", "visits.total / loans.total"]
)
def test_same_units_scaled_ones_and_quotients_are_taken(world: World, text: str) -> None:
    form = load(a_version(world))
    checking.check_formula(text, form=form, spot=form.by_key["visits"])


@pytest.mark.django_db
def test_every_shipped_relation_and_formula_is_understood() -> None:
    for version in FormVersion.objects.all():
        form = load(version)
        assert all(spot.expression for spot in form.spots if spot.cell.formula)
        assert checking.problems(form) == []


@pytest.mark.django_db
def test_only_lines_that_a_source_names_have_a_number_and_are_confirmed() -> None:
    version = queries.version_for(2026)
    assert version is not None
    assert not version.is_confirmed
    assert version.checked_on is None
    lines = [row.line for part in load(version).parts for row in part.rows]
    assert {(line.number, line.code) for line in lines if line.number} == {
        ("1", "room_total"),
        ("3", "room_sociocultural"),
    }
    assert [line.code for line in lines if line.confirmed] == ["room_total", "room_sociocultural"]
