"""What `record` writes down and what it refuses."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.spine.journal import actions, queries
from oseredok.spine.journal.models import Channel, Entry, Outcome
from tests.journal.builders import NOON, Town, make_kind, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def test_an_entry_keeps_all_that_was_told(town: Town) -> None:
    entry = town.record(
        kind=town.help,
        quantity=2,
        channel=Channel.PHONE,
        age_group="60p",
        social_status="pensioner",
        theme=town.theme,
        outcome=Outcome.DONE,
        language="uk",
        minutes=12,
        subject=("visits", "42"),
    )
    entry = Entry.objects.get(pk=entry.pk)
    assert (entry.kind, entry.place, entry.quantity, entry.minutes) == (town.help, town.central, 2, 12)
    assert (entry.channel, entry.age_group, entry.social_status) == ("phone", "60p", "pensioner")
    assert (entry.theme, entry.outcome, entry.language) == (town.theme, "done", "uk")
    assert (entry.subject_app, entry.subject_id, entry.visitor_key) == ("visits", "42", "")
    assert (entry.occurred_at, entry.recorded_at, entry.backfilled) == (NOON, NOON, False)


def test_a_kind_may_be_named_by_its_code(town: Town) -> None:
    assert town.record(kind="journal-visit").kind == town.visit
    with pytest.raises(Invalid) as refused:
        town.record(kind="no-such-kind")
    assert refused.value.code == "kind-unknown"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 14, 20, 59, tzinfo=UTC), date(2026, 10, 14)),
        (datetime(2026, 10, 14, 21, 0, tzinfo=UTC), date(2026, 10, 15)),  # summer time, +3
        (datetime(2026, 12, 31, 21, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 22, 0, tzinfo=UTC), date(2027, 1, 1)),  # winter time, +2
    ],
)
def test_the_day_is_the_kyiv_day(town: Town, moment: datetime, day: date) -> None:
    assert town.record(occurred_at=moment, now=moment).local_date == day


def test_what_is_written_down_another_day_is_marked(town: Town) -> None:
    assert town.record(occurred_at=NOON - timedelta(days=1)).backfilled
    assert not town.record(occurred_at=NOON - timedelta(hours=3)).backfilled


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"minutes": -5}, "minutes"),
        ({"minutes": 24 * 60 + 1}, "minutes"),
        ({"occurred_at": NOON + timedelta(seconds=1)}, "in-the-future"),
        ({"channel": "pigeon"}, "unknown-channel"),
        ({"channel": ""}, "unknown-channel"),
        ({"age_group": "17"}, "unknown-age-group"),
        ({"social_status": "king"}, "unknown-social-status"),
        ({"outcome": "magic"}, "unknown-outcome"),
        ({"language": "elvish"}, "unknown-language"),
        ({"flags": ["rich"]}, "unknown-flags"),
        ({"subject": ("", "1")}, "subject-unclear"),
        ({"key": "reversal:1"}, "key-reserved"),
    ],
)
def test_what_cannot_be_is_refused(town: Town, told: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        town.record(**told)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert not Entry.objects.exists()


def test_a_kind_that_is_not_rendered_any_more_is_refused(town: Town) -> None:
    with pytest.raises(Invalid) as refused:
        town.record(kind=make_kind("journal-old", is_active=False))
    assert refused.value.code == "kind-inactive"


def test_a_theme_must_belong_to_the_classification_of_the_kind(town: Town) -> None:
    other = make_theme("journal-61", scheme="udc", name="Медицина")
    for kind, theme in ((town.help, other), (town.visit, town.theme)):
        with pytest.raises(Invalid) as refused:
            town.record(kind=kind, theme=theme)
        assert refused.value.code == "theme-of-another-scheme"
    assert town.record(kind=town.help, theme=town.theme).theme == town.theme


def test_nothing_is_recorded_at_a_library_before_it_opened_or_after_it_closed(town: Town) -> None:
    town.branch.opened_on, town.branch.closed_on = date(2026, 10, 1), date(2026, 10, 14)
    for occurred_at, code in ((NOON, "place-closed"), (NOON - timedelta(days=20), "place-not-opened-yet")):
        with pytest.raises(Invalid) as refused:
            town.record(place=town.branch, occurred_at=occurred_at)
        assert refused.value.code == code
    assert town.record(place=town.branch, occurred_at=NOON - timedelta(days=1))


def test_one_key_records_once(town: Town) -> None:
    first = town.record(key="tap-1", age_group="36_59")
    again = town.record(key="tap-1", age_group="36_59", now=NOON + timedelta(seconds=4))
    assert again == first
    assert Entry.objects.count() == 1
    assert queries.total(period=Period.day(date(2026, 10, 14))) == 1


def test_a_key_longer_than_its_column_records_once_too(town: Town) -> None:
    assert town.record(key="k" * 200) == town.record(key="k" * 200)
    assert town.record(key="k" * 201) != town.record(key="k" * 200)


def test_a_key_of_another_fact_is_a_conflict_and_loses_nothing_silently(town: Town) -> None:
    town.record(key="tap-1")
    with pytest.raises(Conflict) as refused:
        town.record(key="tap-1", kind=town.print)
    assert refused.value.code == "key-reused"


def test_facts_without_a_key_are_different_facts(town: Town) -> None:
    assert town.record() != town.record()


def test_entries_of_one_gesture_share_it(town: Town) -> None:
    with transaction.atomic():
        first = town.record()
        second = town.record(kind=town.print, gesture=first.gesture)
    assert first.gesture == second.gesture
    with transaction.atomic():
        reversals = actions.reverse_gesture(gesture=first.gesture, staff=town.librarian, now=NOON, reason="slip")
    assert [reversal.reverses for reversal in reversals] == [first, second]
    assert len({reversal.gesture for reversal in reversals} | {first.gesture}) == 2
    with pytest.raises(Conflict), transaction.atomic():
        actions.reverse_gesture(gesture=first.gesture, staff=town.librarian, now=NOON, reason="slip")
