"""What the numbers say in words: right forms, the right direction, no per cent of small numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core.periods import Period
from oseredok.base.core.text import number
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.reports.frozen import sentences, subjects
from oseredok.management.reports.frozen.content import Point, Row

HALF = Period.half_year(2026, 1)


def row(now: int | str | None, year_ago: int | str | None = None, **told: Any) -> Row:
    values: dict[str, Any] = {
        "code": "visits.total", "name": "Відвідувань усього", "section": "Відвідування", "unit": "відвід.",
        "direction": "up", "number_kind": "flow",
    } | told  # fmt: skip
    return Row(
        number=None if now is None else Decimal(now), year_ago=None if year_ago is None else Decimal(year_ago), **values
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (row(1008, 888), "Відвідувань стало на 120 більше, ніж торік за цей самий час: 1 008 проти 888 (+14 %)."),
        (row(817, 888), "Відвідувань стало на 71 менше, ніж торік за цей самий час: 817 проти 888 (−8 %)."),
        (row(6, 3), "Відвідувань стало на 3 більше, ніж торік за цей самий час: 6 проти 3."),
        (row(1001, 1000), "Відвідувань стало на 1 більше, ніж торік за цей самий час: 1 001 проти 1 000."),
        (row(888, 888), "Відвідувань стільки ж, скільки торік за цей самий час: 888."),
        (row(45, 0), "Відвідувань було 45, а торік за цей самий час жодного запису."),
        (row(0, 45), "Відвідувань не було, а торік за цей самий час було 45."),
        (row(0, 0), "Відвідувань не було ні тепер, ні торік за цей самий час."),
        (row(45), "Відвідувань було 45. Порівняти немає з чим: раніше цього не рахували."),
        (row(None, 4), "Відвідувань усього: даних немає."),
        (
            row(90, None, before=Decimal(100)),
            "Відвідувань стало на 10 менше, ніж у попередньому півріччі: 90 проти 100 (−10 %).",
        ),
        (
            row("84", "81", name="Схвальні відгуки", unit="%", number_kind="share", n=250),
            "Схвальні відгуки: 84 % (210 із 250), на 3 відсоткові пункти більше, ніж торік за цей самий час.",
        ),
        (
            row("84.5", "85", name="Схвальні відгуки", unit="%", number_kind="share"),
            "Схвальні відгуки: 84,5 %, на 0,5 відсоткового пункту менше, ніж торік за цей самий час.",
        ),
        (
            row(
                "75", name="Схвальні відгуки", unit="%", number_kind="share", n=12, interval=(Decimal(47), Decimal(91))
            ),
            "Схвальні відгуки: 75 % (9 із 12). Відповідей мало, тож насправді це десь між 47 % і 91 %.",
        ),
        (
            row("3.4", "3.2", name="Читаність", unit="на користувача", number_kind="mean"),
            "Читаність: 3,4 на користувача, на 0,2 більше, ніж торік за цей самий час.",
        ),
    ],
)
def test_the_change_is_told_by_a_right_sentence(one: Row, said: str) -> None:
    assert plain(sentences.change(one, HALF)) == said


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (row(1008, target=Decimal(900)), "План (900) виконано на 112 %."),
        (row(900, target=Decimal(900)), "План (900) виконано точно."),
        (row(21, target=Decimal(24)), "План (24) не виконано: забракло 3."),
        (row(9, target=Decimal(5), direction="down"), "План був не більше 5, тож його перевищено на 4."),
        (row(84, target=Decimal(80), number_kind="share"), "Ціль (80 %) досягнуто."),
        (row(78, target=Decimal(80), number_kind="share"), "До цілі (80 %) бракує 2 відсоткових пунктів."),
        (row(79, target=Decimal(80), number_kind="share"), "До цілі (80 %) бракує 1 відсоткового пункту."),
        (row(79), ""),
        (row(None, target=Decimal(80)), ""),
    ],
)
def test_the_plan_is_told_by_a_right_sentence(one: Row, said: str) -> None:
    assert plain(sentences.plan(one)) == said


def test_the_best_and_the_worst_month_are_named() -> None:
    points = tuple(
        Point(f"2026-{month:02}", "", Decimal(n)) for month, n in enumerate((131, 148, 172, 186, 179, 192), 1)
    )
    assert plain(sentences.months(row(1008, months=points))) == "Найбільше в червні: 192, найменше в січні: 131."
    assert sentences.months(row(1008, months=points[:1])) == ""


@pytest.mark.parametrize(
    ("reached", "said"),
    [
        (0, "Цілі 150 на місяць не досягнуто жодного разу."),
        (1, "Ціль 150 на місяць досягнуто в 1 місяці із 6."),
        (4, "Ціль 150 на місяць досягнуто у 4 місяцях із 6."),
        (6, "Ціль 150 на місяць досягнуто щомісяця."),
    ],
)
def test_months_that_reached_the_target_are_counted(reached: int, said: str) -> None:
    numbers = [Decimal(150)] * reached + [Decimal(149)] * (6 - reached)
    assert plain(sentences.months_reaching(numbers, Decimal(150))) == said


def test_every_indicator_that_adds_up_has_words_or_a_title_of_its_own() -> None:
    for one in INDICATORS:
        words = subjects.subject(one.code)
        assert words == words.strip().removesuffix(".")


whole = st.integers(0, 100_000)
maybe = st.none() | whole
kinds = st.sampled_from(["flow", "stock", "share", "mean"])


@given(now=maybe, year_ago=maybe, before=maybe, target=maybe, kind=kinds, code=st.sampled_from(list(subjects.SUBJECTS)))
def test_any_numbers_give_whole_sentences(
    now: int | None, year_ago: int | None, before: int | None, target: int | None, kind: str, code: str
) -> None:
    one = row(now, year_ago, code=code, number_kind=kind, before=None if before is None else Decimal(before),
              target=None if target is None else Decimal(target))  # fmt: skip
    said = sentences.tell(one, HALF)
    assert re.fullmatch(r"[А-ЯЄІЇҐ].*\.", said)
    assert not [wrong for wrong in ("None", "  ", "..", "{") if wrong in said]
    if now is not None:
        assert number(now) in said or (now == 0 and "не було" in plain(said))


@given(now=whole, base=whole)
def test_the_direction_and_the_difference_are_those_of_the_numbers(now: int, base: int) -> None:
    said = sentences.change(row(now, base), HALF)
    assert ("більше" in said) == (now > base > 0)
    assert ("менше" in said) == (base > now > 0)
    if now != base and now and base:
        assert f"на {number(abs(now - base))} " in plain(said).replace(" ", "\u00a0").replace(
            "на\u00a0", "на "
        ).replace("\u00a0більше", " більше").replace("\u00a0менше", " менше")


@given(now=whole, base=st.integers(0, sentences.SMALL - 1))
def test_a_small_number_is_told_without_per_cent(now: int, base: int) -> None:
    assert "%" not in sentences.change(row(now, base), HALF)
