"""What the library says of itself: versions of texts, the register with live terms; incidents without names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.preferences.actions import set_value
from oseredok.library.privacy import incident_actions, preferences, queries, register, register_actions
from oseredok.library.privacy.models import Activity, ConsentText
from tests.world import DAY, World

pytestmark = pytest.mark.django_db


def _write(world: World, **more: Any) -> ConsentText:
    told: dict[str, Any] = {
        "purpose": "card", "title": "Згода", "body": "Новий текст.", "in_force_from": DAY, "asks_again": False,
        "staff": world.head, "now": world.now,
    }  # fmt: skip
    return register_actions.write_consent_text(**(told | more))


def test_a_text_is_never_changed_in_place(world: World) -> None:
    before = ConsentText.objects.get(purpose="card").body
    made = _write(world)
    assert made.version == 2
    assert ConsentText.objects.get(purpose="card", version=1).body == before
    assert queries.text_in_force("card", on=DAY) == made


def test_a_version_of_tomorrow_is_in_force_tomorrow(world: World) -> None:
    made = _write(world, in_force_from=DAY + timedelta(days=1))
    assert queries.text_in_force("card", on=DAY) != made
    assert queries.text_in_force("card", on=DAY + timedelta(days=1)) == made


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"in_force_from": DAY - timedelta(days=1)}, "in_the_past"),
        ({"body": "  "}, "empty"),
        ({"purpose": "cookies"}, "purpose_unknown"),
    ],
)
def test_a_version_that_cannot_be_is_refused(world: World, changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        _write(world, **changed)
    assert refusal.value.code == code


def test_the_same_words_are_no_new_version(world: World) -> None:
    _write(world)
    with pytest.raises(Invalid) as refusal:
        _write(world)
    assert refusal.value.code == "unchanged"


def test_the_register_shows_the_terms_that_are_set_now(world: World) -> None:
    line = register.lines()[0]
    assert "ще 3 роки; за 30 днів попереджаємо" in line.term
    set_value(declared=preferences.KEEP_READERS, text="5", by="Ткаченко", now=world.now)
    assert "ще 5 років" in register.lines()[0].term


def test_no_shipped_term_names_an_unknown_setting(world: World) -> None:
    assert not [line.activity.code for line in register.lines() if "{" in line.term]


def test_a_line_of_the_register_gets_versions_and_is_retired(world: World) -> None:
    line = register.latest("barriers")
    assert line is not None
    data: Any = {name: getattr(line, name) for name in register_actions.ActivityDetails.__annotations__}
    made = register_actions.write_activity(
        activity=line, data={**data, "responsible": "директор"}, staff=world.head, now=world.now
    )
    assert (made.version, made.responsible) == (2, "директор")
    with pytest.raises(Conflict) as refusal:
        register_actions.write_activity(activity=line, data=data, staff=world.head, now=world.now)
    assert refusal.value.code == "not_the_latest"
    register_actions.retire_activity(activity=made, staff=world.head, now=world.now)
    assert "barriers" not in [one.activity.code for one in register.lines()]
    assert Activity.objects.filter(code="barriers").count() == 3


def test_the_site_tells_what_the_register_holds(client: Client, world: World) -> None:
    told = client.get(reverse("front:privacy")).content.decode()
    assert "Пам’ятаємо, хто з працівників відкривав ваші дані" in told
    assert "до кінця 3-го року після останньої реєстрації" in told


@pytest.mark.parametrize(
    "what", ["Лист пішов на olena@example.com", "Дзвонили з 067 123-45-67", "Квиток 1000 0016 загубили"]
)
def test_an_incident_names_nobody(world: World, what: str) -> None:
    with pytest.raises(Invalid) as refusal:
        incident_actions.report_incident(what=what, noticed_at=world.now, staff=world.head, now=world.now)
    assert (refusal.value.code, refusal.value.field) == ("names_somebody", "what")


def test_an_incident_is_closed_when_it_is_told_what_was_done(world: World) -> None:
    incident = incident_actions.report_incident(
        what="12.10.2026 загубили аркуш зі списком", noticed_at=world.now, staff=world.head, now=world.now
    )
    with pytest.raises(Invalid):
        incident_actions.close_incident(incident=incident, staff=world.head, now=world.now)
    told: dict[str, Any] = {
        "people": 12, "categories": "імена", "measures": "Знайшли, знищили", "told": "директора",
        "steps": ["stop", "count"], "staff": world.head, "now": world.now,
    }  # fmt: skip
    incident = incident_actions.tell_more(incident=incident, **told)
    assert incident.steps.count() == 2
    incident = incident_actions.close_incident(incident=incident, staff=world.head, now=world.now)
    assert incident.closed_on == date(2026, 10, 14)
    with pytest.raises(Conflict) as refusal:
        incident_actions.tell_more(incident=incident, **told)
    assert refusal.value.code == "incident_closed"


def test_tomorrow_cannot_be_noticed_today(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        incident_actions.report_incident(
            what="Щось", noticed_at=world.now + timedelta(days=1), staff=world.head, now=world.now
        )
    assert refusal.value.code == "noticed_ahead"
