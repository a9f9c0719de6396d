"""A librarian records an event that was held: its row of diary part III and its entries, together."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.library.offer.models import Theme
from oseredok.services.events import actions, rules
from oseredok.services.events.models import HeldEvent
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal import subjects
from oseredok.spine.journal.models import Entry
from tests.world import DAY, NOW, World

pytestmark = pytest.mark.django_db
HELD_AT = clock.moment_at(DAY, time(10))


def form_of(code: str = "lecture") -> Theme:
    return Theme.objects.get(scheme="event_form", code=code)


def held(world: World, **told: Any) -> HeldEvent:
    values: dict[str, Any] = {
        "place": world.central,
        "form": form_of(),
        "title": "Пенсія: як перевірити стаж",
        "held_at": HELD_AT,
        "present_offline": 12,
        "present_by_age": {"36_59": 3, "60p": 7},
        "responsible": world.consultant,
        "staff": world.consultant,
        "now": NOW,
    }
    return actions.record_event(**{**values, **told})


def counted(**narrowed: Any) -> dict[tuple[str, str], int]:
    entries = journal.entries(period=Period.day(DAY), only_standing=True).filter(**narrowed)
    return {(entry.kind.code, entry.age_group): entry.quantity for entry in entries}


def test_an_event_counts_itself_and_those_present_by_age(world: World) -> None:
    event = held(world)
    assert counted() == {
        ("event_held", ""): 1,
        ("visit_event", "36_59"): 3,
        ("visit_event", "60p"): 7,
        ("visit_event", ""): 2,
    }
    entry = Entry.objects.get(kind__code="event_held")
    assert entry.theme == form_of()
    assert (entry.channel, entry.subject_app, entry.subject_id) == ("event", "events", str(event.pk))


def test_a_mixed_event_is_one_event_with_two_attendances(world: World) -> None:
    held(world, mode="mixed", present_online=20, views=300, present_by_age={}, personal_development=True)
    assert counted() == {
        ("event_held", ""): 1,
        ("visit_event", ""): 12,
        ("event_online_attendance", ""): 20,
        ("event_view", ""): 300,
        ("event_development", ""): 1,
    }


def test_an_online_event_has_its_own_kind(world: World) -> None:
    held(world, mode="online", present_offline=0, present_by_age={}, present_online=9)
    assert counted() == {("event_held_online", ""): 1, ("event_online_attendance", ""): 9}


def test_one_form_sent_twice_makes_one_event(world: World) -> None:
    first, second = held(world, key="once"), held(world, key="once")
    assert first == second
    assert Entry.objects.filter(kind__code="event_held").count() == 1


def test_an_event_of_yesterday_is_marked_as_written_later(world: World) -> None:
    held(world, held_at=HELD_AT - timedelta(days=1))
    assert set(Entry.objects.values_list("backfilled", "local_date")) == {(True, date(2026, 10, 13))}


@pytest.mark.parametrize(
    ("told", "code", "field"),
    [
        ({"title": "  "}, "title-empty", "title"),
        ({"held_at": NOW + timedelta(hours=1)}, "not-yet", "held_at"),
        ({"mode": "online"}, "mode-unfit", "mode"),
        ({"present_online": 3}, "mode-unfit", "mode"),
        ({"present_offline": 5}, "ages-exceed", "present_offline"),
        ({"present_offline": -1, "present_by_age": {}}, "negative", "present_offline"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    world: World, told: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        held(world, **told)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not HeldEvent.objects.exists()
    assert not Entry.objects.exists()


def test_a_cancelled_event_counts_nothing_and_stays_visible(world: World) -> None:
    event = held(world)
    event = actions.cancel_event(event=event, staff=world.head, now=NOW, reason="duplicate")
    assert event.cancelled_at == NOW
    assert not rules.can_cancel(event)
    assert journal.total(period=Period.day(DAY)) == 0
    assert Entry.objects.filter(reverses__isnull=False, reason="duplicate").count() == 4
    with pytest.raises(Conflict):
        actions.cancel_event(event=event, staff=world.head, now=NOW)


def test_the_journal_can_tell_what_an_entry_is_about(world: World) -> None:
    event = held(world, addressee="люди 60+", partners="Пенсійний фонд")
    told = subjects.describe(Entry.objects.filter(kind__code="event_held"))["events", str(event.pk)]
    assert (told.title, told.url) == (event.title, reverse("events:event", args=[event.pk]))
    assert (told.details["addressee"], told.details["partners"]) == ("люди 60+", "Пенсійний фонд")


# --- Pages --------------------------------------------------------------------------------------------


def typed(world: World, **more: Any) -> dict[str, Any]:
    return {
        "key": "a-key",
        "form": form_of().pk,
        "title": "Година права",
        "day": "14.10.2026",
        "time": "10:00",
        "mode": "offline",
        "present_offline": "",
        "age_60p": "8",
        "age_15_17": "2",
        "responsible": world.consultant.pk,
        **more,
    }


@time_machine.travel(NOW, tick=False)
def test_a_librarian_records_an_event_on_its_page(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    assert client.get(reverse("events:record")).status_code == 200
    answer = client.post(reverse("events:record"), typed(world), follow=True)
    event = HeldEvent.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("events:event", args=[event.pk])
    assert event.present_offline == 10  # nobody typed the total: it is the sum of ages
    assert "Година права" in client.get(reverse("events:held")).content.decode()


@time_machine.travel(NOW, tick=False)
def test_a_mistake_is_told_on_its_field_and_nothing_is_lost(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    answer = client.post(reverse("events:record"), typed(world, present_offline="5", partners="Рада ветеранів"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "За віком людей більше, ніж присутніх у бібліотеці" in page
    assert "Рада ветеранів" in page
    assert not HeldEvent.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_a_record_is_taken_back_with_a_reason(client: Client, world: World) -> None:
    event = held(world)
    world.sign_in(client, "consultant")
    address = reverse("events:cancel", args=[event.pk])
    assert "Скасувати запис про захід?" in client.get(address).content.decode()
    client.post(address, {"reason": "slip"})
    event.refresh_from_db()
    assert event.cancelled_at == NOW
    assert "скасовано" in client.get(reverse("events:held")).content.decode()


@pytest.mark.parametrize(("who", "status"), [("branch_consultant", 404), ("stranger", 403), ("methodist", 403)])
def test_others_may_not_take_it_back(client: Client, world: World, who: str, status: int) -> None:
    event = held(world)
    world.sign_in(client, who)
    assert client.post(reverse("events:cancel", args=[event.pk]), {"reason": "slip"}).status_code == status
    event.refresh_from_db()
    assert event.cancelled_at is None


def test_a_director_on_duty_elsewhere_is_told_to_go_there(client: Client, world: World) -> None:
    event = held(world)
    world.sign_in(client, "director", place=world.branch)
    answer = client.post(reverse("events:cancel", args=[event.pk]), {"reason": "slip"})
    assert answer.status_code == 422
    assert "Захід проходив в іншій бібліотеці" in answer.content.decode()
