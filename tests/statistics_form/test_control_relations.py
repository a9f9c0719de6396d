"""Control relations judged: the same verdict as exact fractions give, and nothing is said of what is not known."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oseredok.management.reports.statistics_form.controls import Known, outcomes
from oseredok.management.reports.statistics_form.expressions import Both, Expression, Plain, Ref
from oseredok.management.reports.statistics_form.loading import Form
from oseredok.management.reports.statistics_form.models import Control, FormVersion

calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = ("a", "b", "c:d")
DO = {"+": add, "-": sub, "*": mul, "/": truediv}
NUMBERS = st.one_of(st.none(), st.integers(0, 5000).map(Decimal), st.decimals(0, 5000, places=3))
LEAF: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Ref, st.sampled_from(KEYS), st.booleans()), st.integers(0, 99).map(Decimal).map(Plain)
)
SIDE = st.recursive(LEAF, lambda inner: st.builds(Both, st.sampled_from("+-*/"), inner, inner), max_leaves=4)
Told = dict[str, Decimal | None]
TOLD = st.fixed_dictionaries(dict.fromkeys(KEYS, NUMBERS))


def written(one: Expression) -> str:
    if isinstance(one, Both):
        return f"({written(one.left)} {one.sign} {written(one.right)})"
    if isinstance(one, Ref):
        return f"[{one.key} торік]" if one.last_year else f"[{one.key}]"
    assert isinstance(one, Plain)
    return str(one.number)


def exact(one: Expression, now: Told, before: Told) -> Fraction | None:
    """The side as a fraction, worked out by other means than the product's."""
    if isinstance(one, Plain):
        return Fraction(one.number)
    if isinstance(one, Ref):
        number = (before if one.last_year else now)[one.key]
        return None if number is None else Fraction(number)
    assert isinstance(one, Both)
    left, right = exact(one.left, now, before), exact(one.right, now, before)
    if left is None or right is None or (one.sign == "/" and right == 0):
        return None
    return Fraction(DO[one.sign](left, right))


def verdicts(left: str, right: str, now: Told, before: Told) -> dict[str, bool | None]:
    controls = tuple(
        Control(pk=place, left=left, relation=sign, right=right, words="Проба")
        for place, sign in enumerate(Control.Relation.values)
    )
    known = Known(now, {key: number for key, number in before.items() if number is not None}, {})
    judged = outcomes(Form(FormVersion(), (), controls), known)
    assert all(one.sentence for one in judged)
    return {one.control.relation: one.holds for one in judged}


@calmly
@given(SIDE, SIDE, TOLD, TOLD)
@example(  # a third taken three times
    Both("*", Both("/", Ref("a"), Plain(Decimal(3))), Plain(Decimal(3))),
    Ref("a"),
    dict.fromkeys(KEYS, Decimal(7)),
    dict.fromkeys(KEYS, None),
)
def test_the_verdict_is_that_of_exact_fractions(left: Expression, right: Expression, now: Told, before: Told) -> None:
    here, there = exact(left, now, before), exact(right, now, before)
    found = verdicts(written(left), written(right), now, before)
    if here is None or there is None:
        assert set(found.values()) == {None}
        return
    same = abs(here - there) <= Fraction(1, 2_000_000)
    assert found == {"eq": same, "le": same or here < there, "ge": same or here > there}


@calmly
@given(SIDE, SIDE, TOLD, TOLD)
def test_sides_changed_turn_the_sign_round(left: Expression, right: Expression, now: Told, before: Told) -> None:
    one = verdicts(written(left), written(right), now, before)
    other = verdicts(written(right), written(left), now, before)
    assert one == {"eq": other["eq"], "le": other["ge"], "ge": other["le"]}
    if one["eq"] is not None:
        assert one["eq"] == (one["le"] and one["ge"])


@calmly
@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_what_does_not_hold_says_by_how_much(number: int, more: int) -> None:
    now: Told = {"a": Decimal(number), "b": Decimal(number + more)}
    control = Control(pk=1, left="[a]", relation="eq", right="[b]", words="Порівну")
    (judged,) = outcomes(Form(FormVersion(), (), (control,)), Known(now, {}, {}))
    assert judged.is_error
    assert judged.sentence.replace("\u00a0", "").endswith(f"на {more} менше.")


@pytest.mark.parametrize("relation", Control.Relation.values)
def test_a_number_that_is_absent_is_named(relation: str) -> None:
    control = Control(pk=1, left="[a] + [b]", relation=relation, right="[c торік]", words="Сума")
    (judged,) = outcomes(Form(FormVersion(), (), (control,)), Known({"a": Decimal(1), "b": None}, {}, {}))
    assert judged.holds is None
    assert judged.sentence == "Поки не перевірити, немає числа: «b», «c» торік."
