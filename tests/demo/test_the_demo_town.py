"""The demo town: whole, deterministic, made of the same facts as a real library's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Count, Sum
from django.test import Client

from oseredok.base.audit.models import Entry as Change
from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.base.jobs import queries as jobs
from oseredok.base.jobs.models import Job
from oseredok.demo import centre, hall
from oseredok.demo.signins import SIGN_INS
from oseredok.library.documents import queries as documents
from oseredok.library.documents.models import DocumentFile
from oseredok.library.documents.rules import State
from oseredok.library.people.imports.models import Batch
from oseredok.library.people.merging.duplicates import suspected
from oseredok.library.people.models import Account, FormerCard, Reader, Role
from oseredok.library.people.registry.models import Application
from oseredok.library.places.models import Library
from oseredok.library.privacy.models import Incident, Purpose, SensitiveFlag, SubjectRequest
from oseredok.services.seats.models import Hold, Seat
from oseredok.spine.feedback import queries as opinions
from oseredok.spine.journal import actions as journal_actions
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry, Tally, Untallied

NOW = datetime(2026, 11, 18, 13, 40, tzinfo=UTC)


def _fingerprint() -> list[tuple[object, ...]]:
    rows = Entry.objects.order_by("occurred_at", "kind__code", "age_group", "quantity", "place__code", "minutes")
    holds = Hold.objects.order_by("pk").values_list("seat__name", "state", "starts_at", "ends_at", "nickname")
    return [
        *rows.values_list("occurred_at", "kind__code", "place__code", "age_group", "quantity", "minutes"),
        *holds,
    ]


@pytest.mark.django_db
def test_the_same_moment_makes_the_same_town(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centre, "MONTHS", 1)
    seen = []
    for _ in range(2):
        with transaction.atomic():
            centre.load_demo(now=NOW, progress=lambda _part: None)
            seen.append(_fingerprint())
            transaction.set_rollback(True)
    assert len(seen[0]) > 500
    assert seen[0] == seen[1]


@pytest.fixture(scope="module")
def _town(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Three months instead of eighteen: the same code, a sixth of the time; once for all tests of this file."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(centre, "MONTHS", 3)
        told: list[float] = []
        centre.load_demo(now=NOW, progress=told.append)
        assert told == sorted(told)
        assert told[-1] == 1.0
        yield
        transaction.set_rollback(True)


@pytest.fixture
def town(_town: None, db: None) -> None:
    """The town; what a test changes in it is undone."""


@pytest.mark.usefixtures("town")
def test_the_town_has_a_library_two_branches_and_somebody_in_every_role() -> None:
    assert [library.is_central for library in Library.objects.all()] == [True, False, False]
    assert {one.role for one in SIGN_INS} == set(Role)
    assert Reader.objects.count() > 200


@pytest.mark.usefixtures("town")
def test_everybody_signs_in_with_what_the_demo_says(client: Client) -> None:
    for one in SIGN_INS:
        assert client.login(request=None, username=one.username, password=one.password), one
        assert Account.objects.get(username=one.username).role_assignments.get().role == one.role


@pytest.mark.usefixtures("town")
def test_nothing_of_it_is_in_the_future_and_nothing_on_a_day_off() -> None:
    assert not Entry.objects.filter(occurred_at__gt=NOW).exists()
    visits = Entry.objects.filter(kind__code="visit", place__is_central=True)
    assert not {day.weekday() for day in visits.values_list("local_date", flat=True)} & {0, 6}, "Sunday and Monday"
    assert visits.filter(local_date=NOW.date()).exists(), "today has begun"


@pytest.mark.usefixtures("town")
def test_its_journal_obeys_the_invariants_of_any_journal() -> None:
    period = Period.through((NOW - timedelta(days=200)).date(), NOW.date())
    by_entries = Entry.objects.aggregate(total=Sum("quantity"), n=Count("pk"))
    by_counts = journal.counts(period=period).aggregate(total=Sum("quantity"), n=Sum("entries"))
    assert by_counts["total"] == by_entries["total"]
    assert not Untallied.objects.exists()
    cells = set(Tally.objects.values_list("local_date", "place", "kind", "channel", "age_group", "quantity", "minutes"))
    journal_actions.rebuild_tallies()
    again = set(Tally.objects.values_list("local_date", "place", "kind", "channel", "age_group", "quantity", "minutes"))
    assert cells == again
    reversed_ = Entry.objects.filter(reverses__isnull=False)
    assert reversed_.exists(), "people make slips"
    assert all(entry.quantity == -entry.reverses.quantity for entry in reversed_.select_related("reverses"))  # type: ignore[union-attr]


@pytest.mark.usefixtures("town")
def test_saturdays_are_busier_than_other_days() -> None:
    by_weekday: dict[int, list[int]] = {}
    rows = (
        Entry.objects.filter(kind__code="visit", place__is_central=True)
        .values("local_date")
        .annotate(n=Sum("quantity"))
    )
    for row in rows:
        by_weekday.setdefault(row["local_date"].weekday(), []).append(row["n"])
    means = {day: sum(numbers) / len(numbers) for day, numbers in by_weekday.items()}
    assert means[5] > sum(means[day] for day in (1, 2, 3, 4)) / 4


@pytest.mark.usefixtures("town")
def test_a_month_has_some_170_people_in_the_coworking_space_and_no_day_counts_them_twice() -> None:
    seats = Entry.objects.filter(kind__code="coworking_seat", reverses__isnull=True)
    for month in (9, 10):
        assert 150 <= seats.filter(local_date__month=month).count() <= 190, month
    assert not seats.filter(minutes=None).exists()
    first = hall.first_day(NOW)
    by_hand, by_the_hall = seats.filter(subject_id=""), seats.exclude(subject_id="")
    assert by_hand.order_by("-local_date")[0].local_date < first <= by_the_hall.order_by("local_date")[0].local_date
    assert by_the_hall.filter(place__is_central=True).count() == by_the_hall.count() > 40


@pytest.mark.usefixtures("town")
def test_the_hall_has_the_seats_of_the_project_and_counts_every_session_and_no_show_once() -> None:
    assert Counter(Seat.objects.values_list("kind", flat=True)) == {"pc": 1, "laptop": 3, "quiet": 2, "room": 1}
    assert Seat.objects.get(kept_for="wheelchair").wheelchair
    assert Seat.objects.get(kind="room").capacity == 10
    counted = Counter(Entry.objects.exclude(subject_id="").values_list("kind__code", flat=True))
    states = Counter(Hold.objects.values_list("state", flat=True))
    assert counted["coworking_seat"] == states["ended"] > 40
    assert counted["seat_no_show"] == states["no_show"] > 0
    assert states["seated"], "somebody sits there now"


@pytest.mark.usefixtures("town")
def test_every_page_of_the_office_has_something_to_show() -> None:
    today = clock.local_date(NOW)
    states = {row.state for row in documents.rows(documents.documents(), on=today)}
    assert {State.IN_FORCE, State.REVIEW, State.OVERDUE, State.REPLACED} <= states
    kept = Counter(file.mime for file in DocumentFile.objects.all())
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert kept == {"application/pdf": 7, word: 1}, "six papers of the office, the report of a month in both its forms"
    assert Reader.objects.filter(kind=Reader.Kind.ORGANISATION).exclude(responsible_person="").count() == 4
    assert set(Reader.objects.values_list("category", flat=True)) == set(Reader.Category.values)
    assert FormerCard.objects.get().reason == FormerCard.Reason.LOST
    assert Application.objects.count() == 3
    assert SensitiveFlag.objects.count() == 5
    assert {request.answered_on is None for request in SubjectRequest.objects.all()} == {True, False}
    assert Incident.objects.get().closed_on is not None
    assert {batch.state for batch in Batch.objects.all()} == {Batch.State.CHECKING}, "the worker has not looked yet"


@pytest.mark.usefixtures("town")
def test_people_say_what_they_think_and_are_answered() -> None:
    autumn = Period(clock.local_date(NOW) - timedelta(days=80), clock.local_date(NOW) + timedelta(days=1))
    found = opinions.scores(period=autumn)
    assert found.n > 50
    assert 70 < (found.share or 0) < 97
    assert len(opinions.scores_by("place", period=autumn)) == 3
    assert opinions.not_looked_at().count() == 2
    shown = opinions.published_comments(period=autumn)
    assert [voice for voice in shown if voice.answer]
    assert opinions.remarks(period=autumn).topics


@pytest.mark.usefixtures("town")
def test_somebody_is_written_down_twice_and_is_suspected() -> None:
    pairs = [pair for pair in suspected() if pair.one.surname == "Кравчук"]
    assert [(pair.one.given_name, pair.other.given_name) for pair in pairs] == [("Марія", "Марія")]


@pytest.mark.usefixtures("town")
def test_a_job_that_a_power_cut_stopped_waits_for_a_person() -> None:
    [failed] = jobs.tasks(state=Job.State.FAILED)
    assert failed.may_retry
    assert "вимкнення" in failed.sentence


@pytest.mark.usefixtures("town")
def test_the_log_of_changes_tells_of_the_last_days_by_name() -> None:
    entries = Change.objects.select_related("actor")
    assert {entry.actor.username for entry in entries if entry.actor} == {"olena", "admin", "iryna"}
    assert all(entry.timestamp < NOW for entry in entries)


@pytest.mark.usefixtures("town")
def test_most_readers_have_agreed_and_every_child_has_a_parent() -> None:
    people = Reader.objects.filter(kind=Reader.Kind.PERSON)
    agreed = people.filter(consents__text__purpose=Purpose.CARD).distinct().count()
    assert 0.9 < agreed / people.count() < 1
    children = people.filter(birth_year__gt=NOW.year - 13)
    assert children.exists()
    assert not children.filter(guardian_name="").exists()


def test_a_centre_that_is_not_empty_is_never_filled(town: None) -> None:
    from oseredok.console.prepare import load_demo

    before = Entry.objects.count()
    assert load_demo() is False
    assert Entry.objects.count() == before
