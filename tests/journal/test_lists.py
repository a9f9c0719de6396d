"""Entries told in Ukrainian, filters of lists, counts for the desk."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from oseredok.base.core.periods import Period
from oseredok.spine.journal import presentation, queries
from oseredok.spine.journal.models import Entry
from tests.journal.builders import NOON, Town, make_theme

pytestmark = pytest.mark.django_db
DAY = Period.day(date(2026, 10, 14))


@pytest.fixture
def town() -> Town:
    return Town()


def told(entry: Entry) -> tuple[str, str, str]:
    line = presentation.describe(entry)
    return line.what, line.details.replace("\u00a0", " "), line.who


@pytest.mark.parametrize(
    ("facts", "details"),
    [
        ({"kind": "visit", "age_group": "36_59"}, "36–59"),
        ({"kind": "visit", "quantity": 12, "age_group": "10_14"}, "12 осіб, 10–14"),
        ({"kind": "help", "theme": True, "minutes": 12, "outcome": "done"}, "субсидії та пільги, 12 хв, виконано"),
        ({"kind": "help", "theme": True, "age_group": "60p", "channel": "phone"}, "телефоном, субсидії та пільги"),
        ({"kind": "print", "quantity": 6}, "6 сторінок"),
        ({"kind": "print"}, ""),
        ({"kind": "visit", "occurred_at": datetime(2026, 10, 12, 9, tzinfo=UTC)}, "внесено пізніше"),
    ],
)
def test_an_entry_is_told_in_words(town: Town, facts: dict[str, Any], details: str) -> None:
    facts = {**facts, "kind": getattr(town, facts["kind"])}
    if "theme" in facts:
        facts["theme"] = town.theme
    entry = town.record(**facts)
    assert told(entry) == (entry.kind.short_name, details, "Наталя")


def test_a_reversal_tells_why_and_who(town: Town) -> None:
    reversal = town.reverse(town.record(kind=town.print, quantity=2), reason="duplicate")
    assert told(reversal) == ("Скасовано: journal-print", "2 сторінки, записано двічі", "Наталя")


def test_sensitive_groups_and_readers_are_never_told(town: Town) -> None:
    line = presentation.describe(town.record(visitor=town.reader("Таємничук"), flags=["disability"]))
    assert (line.details, line.who) == ("", "Наталя")


def test_every_unit_has_its_words() -> None:
    assert set(presentation.UNIT_WORDS) == set(presentation.Unit.values)


def test_lists_are_filtered_by_what_was_counted(town: Town) -> None:
    other = make_theme("journal-pension", name="Пенсія")
    phone = town.record(kind=town.help, theme=town.theme, channel="phone", age_group="60p")
    here = town.record(kind=town.help, theme=other, outcome="done", place=town.branch)
    town.record()

    def found(**filters: Any) -> set[Entry]:
        return set(queries.entries(period=DAY, **filters))

    assert found(kinds=["journal-help"]) == found(kinds=[town.help]) == {phone, here}
    assert found(channels=["phone"]) == found(themes=["journal-subsidy"]) == found(age_groups=["60p"]) == {phone}
    assert found(outcomes=["done"]) == found(places=[town.branch]) == {here}
    assert found(kinds=[]) == found(places=[]) == set()
    assert len(found()) == 3


def test_hours_are_those_of_the_kyiv_clock(town: Town) -> None:
    for hour, minute, quantity in ((6, 0, 1), (6, 59, 2), (9, 0, 1)):
        at = datetime(2026, 10, 14, hour, minute, tzinfo=UTC)
        town.record(occurred_at=at, quantity=quantity, kind=town.print)
    town.reverse(town.record(kind=town.print))
    assert queries.hourly(place=town.central, date=NOON.date(), kinds=["journal-print"]) == {9: 3, 12: 1}
    assert queries.hourly(place=town.branch, date=NOON.date(), kinds=["journal-print"]) == {}


def test_the_buttons_of_the_desk_show_the_day_by_age_in_one_small_question(
    town: Town, django_assert_max_num_queries: Any
) -> None:
    for age_group in ("0_14", "60p", "60p"):
        town.record(age_group=age_group)
    town.reverse(town.record(age_group="18_21"))
    with django_assert_max_num_queries(2):
        shown = queries.by_age_group(place=town.central, on=NOON.date(), kinds=["journal-visit"])
    assert shown == {"0_14": 1, "60p": 2}


def test_sums_of_what_the_tallies_know_and_of_what_only_entries_know_agree(town: Town) -> None:
    town.record(kind=town.help, theme=town.theme, minutes=10, quantity=2)
    town.reverse(town.record(kind=town.help, minutes=5))
    year = Period.year(2026)
    coarse = queries.sums(by=["month", "kind__code"], period=year)
    fine = [row for row in queries.sums(by=["month", "kind__code", "theme__code"], period=year) if row["standing"]]
    expected = {"month": date(2026, 10, 1), "kind__code": "journal-help", "total": 2, "spent": 10, "standing": 1}
    assert coarse == [expected]
    assert fine == [{**expected, "theme__code": "journal-subsidy"}]
    staff = [row for row in queries.sums(by=["month", "kind__code", "staff"], period=year) if row["standing"]]
    assert staff == [{**expected, "staff": town.librarian.pk}]
    odd = queries.sums(by=["kind__code", "theme__code"], period=Period(date(2026, 10, 14), date(2026, 12, 1)))
    by_theme = [{name: value for name, value in row.items() if name != "month"} for row in fine]
    assert [row for row in odd if row["standing"]] == by_theme
