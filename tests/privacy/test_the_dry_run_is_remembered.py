"""«Строки» open at once among many readers: the dry run is remembered for the day, with its time, and counted anew on demand."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from oseredok.base.preferences.actions import set_value
from oseredok.library.people.models import Reader
from oseredok.library.privacy import planned, preferences, tasks
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
PATH = "/office/privacy/terms/"
LATER = NOW + timedelta(days=3 * 366)  # nobody has been registered for three years


def warned(client: Client, path: str = PATH) -> tuple[int, str]:
    """Return how many will be warned tonight, and when that was counted."""
    plan = client.get(path).context["plan"]
    return next(row.now for row in plan.rows if row.term.code == "warned"), f"{plan.counted_at:%H:%M}"


def test_it_is_counted_once_a_day_and_anew_when_asked(client: Client, world: World) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        world.sign_in(client, "director")
        first = warned(client)
        assert first[0] == 2
        clock.shift(timedelta(minutes=10))
        Reader.objects.filter(pk=world.taras.pk).update(created_on=LATER.date())
        world.taras.registrations.all().delete()
        assert warned(client) == first
        assert "Порахувати знову" in client.get(PATH).content.decode()
        anew = warned(client, f"{PATH}?anew")
        assert anew[0] == 1
        assert anew[1] != first[1]
        assert warned(client) == anew


def test_a_term_set_anew_is_counted_anew(client: Client, world: World) -> None:
    with time_machine.travel(LATER, tick=False):
        world.sign_in(client, "director")
        assert warned(client)[0] == 2
        set_value(declared=preferences.KEEP_READERS, text="10", by="", now=LATER)
        assert warned(client)[0] == 0


def test_the_nights_run_leaves_it_counted(world: World) -> None:
    with time_machine.travel(LATER, tick=False) as clock:
        tasks.keep_terms.func()
        clock.shift(timedelta(hours=5))
        kept = planned.plan(now=LATER + timedelta(hours=5))
    assert kept.counted_at == LATER
    assert next(row.now for row in kept.rows if row.term.code == "warned") == 0, "they have been warned"
