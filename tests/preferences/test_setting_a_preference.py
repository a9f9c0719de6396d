"""A preference is read, refused, kept and forgotten; what a newer version refuses falls back to the default."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from oseredok.base.core.errors import Invalid
from oseredok.base.preferences import actions, queries
from oseredok.base.preferences.models import Preference
from oseredok.base.preferences.registry import Line, OneOf, Whole, YesNo

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)
YEARS = Whole(code="test.years", group="test", question="Скільки років?", default=3, least=1, most=10,
              unit=("рік", "роки", "років"), effect=lambda years: f"Стираємо за {years}.")  # fmt: skip
ASK = YesNo(code="test.ask", group="test", question="Питати?", default=False)
WHERE = OneOf(
    code="test.where",
    group="test",
    question="Де?",
    default="desk",
    choices=(("desk", "на стійці"), ("web", "на сайті")),
)
NAME = Line(code="test.name", group="test", question="Як звати?", default="", most_signs=10)


def test_the_default_holds_until_the_office_sets_another() -> None:
    assert queries.value(YEARS) == 3
    actions.set_value(declared=YEARS, text=" 5 ", by="Ольга Т.", now=NOW)
    assert queries.value(YEARS) == 5
    (row,) = queries.changes().values()
    assert (row.value, row.changed_by, row.changed_at) == ("5", "Ольга Т.", NOW)
    assert (YEARS.words(5), YEARS.words(2), YEARS.consequence(5)) == ("5 років", "2 роки", "Стираємо за 5.")


def test_setting_the_default_leaves_no_row() -> None:
    actions.set_value(declared=ASK, text="yes", by="", now=NOW)
    assert queries.value(ASK) is True
    actions.set_value(declared=ASK, text="no", by="", now=NOW)
    assert queries.value(ASK) is False
    assert not Preference.objects.exists()


@pytest.mark.parametrize(
    ("declared", "text"), [(YEARS, "багато"), (YEARS, "0"), (YEARS, "11"), (YEARS, "٣"), (YEARS, ""), (ASK, "1"), (WHERE, "moon"), (NAME, "а" * 11)]
)  # fmt: skip
def test_what_means_nothing_is_refused_beside_its_field_and_nothing_changes(declared: Whole, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.set_value(declared=declared, text=text, by="", now=NOW)
    assert refusal.value.field == declared.code
    assert not Preference.objects.exists()


def test_a_kept_value_that_is_not_allowed_any_more_is_the_default() -> None:
    Preference.objects.create(code=WHERE.code, value="moon", changed_at=NOW)
    assert queries.value(WHERE) == "desk"
