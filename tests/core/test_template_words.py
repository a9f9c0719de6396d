"""The filters every template has without loading anything."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.template import engines
from django.utils import translation

MOMENT = datetime(2026, 10, 14, 11, 31, tzinfo=UTC)


def shown(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ('{{ v|plural:"довідка,довідки,довідок" }}', 22, "довідки"),
        ('{{ v|counted:"довідка, довідки, довідок" }}', 1005, "1 005 довідок"),
        ('{{ v|counted:"visit,visits" }}', 1, "1 visit"),
        ("{{ v|number }}", Decimal("1234.50"), "1 234,5"),
        ("{{ v|number:2 }}", 3, "3,00"),
        ("{{ v|percent }}", 80, "80 %"),
        ("{{ v|money }}", Decimal("12.5"), "12,50 грн"),
        ("{{ v|long_date }}", date(2026, 10, 14), "середа, 14 жовтня"),
        ("{{ v|long_date }}", datetime(2026, 10, 13, 21, 5, tzinfo=UTC), "середа, 14 жовтня"),
        ("{{ v|date_words }}", date(2026, 12, 31), "31 грудня 2026 р."),
        ("{{ v|day_month }}", date(2026, 12, 1), "1 грудня"),
        ("{{ v|short_date }}", date(2026, 2, 1), "01.02.2026"),
        ("{{ v|time }}", MOMENT, "14:31"),
        ("{{ v|time }}", time(9, 5), "09:05"),
        ("{{ v|apostrophe }}", "Лук'янець", "Лук’янець"),
        ("{{ v|tie }}", "до 19", "до 19"),
        ("{{ v|phone }}", "+380671234567", "+380 (67) 123-45-67"),
    ],
)
def test_a_filter_says_it_in_ukrainian(source: str, value: Any, text: str) -> None:
    assert shown(source, v=value) == text


@pytest.mark.parametrize(
    "name",
    ['plural:"a,b,c"', 'counted:"a,b,c"', "number", "percent", "money", "long_date", "date_words", "day_month",
     "short_date", "time", "apostrophe", "tie", "phone"],
)  # fmt: skip
def test_a_missing_value_is_empty_text(name: str) -> None:
    assert shown("{{ v|" + name + " }}", v=None) == ""


def test_zero_is_not_a_missing_value() -> None:
    assert shown('{{ v|number }} {{ v|percent }} {{ v|counted:"a,b,c" }}', v=0) == "0 0 % 0 c"


def test_filters_keep_escaping() -> None:
    assert shown("{{ v|apostrophe }}", v="<b>Лук'янець") == "&lt;b&gt;Лук’янець"


def test_english_pages_get_english_dates() -> None:
    with translation.override("en"):
        assert (
            shown("{{ v|long_date }}; {{ v|date_words }}", v=date(2026, 10, 14))
            == "Wednesday, 14 October; 14 October 2026"
        )
