"""Personal data on narrow and wide screens, by axe; consents and the sensitive page by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from oseredok.base.core import clock
from oseredok.library.privacy import actions, queries
from oseredok.library.privacy.incident_actions import report_incident
from oseredok.library.privacy.models import ErasureWarning, Incident, Look, SubjectRequest
from oseredok.library.privacy.request_actions import receive_request
from tests import browser as browsing
from tests.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _busy(world: World) -> None:
    """Something of everything."""
    now, today = world.now, clock.local_date(world.now)
    actions.give_consent(reader=world.taras, purpose="card", channel="desk", staff=world.head, now=now)
    actions.set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=now)
    actions.note_look(reader=world.taras, account=world.consultant, what="page", now=now)
    receive_request(
        kind="access",
        how="paper",
        received_on=today,
        reader=world.taras,
        identity="document",
        staff=world.head,
        now=now,
    )
    report_incident(what="Загубили аркуш зі списком", noticed_at=now, staff=world.head, now=now)
    ErasureWarning.objects.create(reader=world.daryna, warned_on=today, by_letter=False, erase_from=today)


PAGES = [
    "/office/privacy/",
    "/office/privacy/requests/",
    "request",
    "/office/privacy/consents/",
    "/office/privacy/terms/",
    "/office/privacy/register/",
    "/office/privacy/looks/",
    "incident",
    "reader",
]


def _path(world: World, name: str) -> str:
    found = {
        "request": lambda: f"/office/privacy/requests/{SubjectRequest.objects.get().public_id}/",
        "incident": lambda: f"/office/privacy/incidents/{Incident.objects.get().public_id}/",
        "reader": lambda: f"/people/data/reader/{world.taras.public_id}/",
    }
    return found[name]() if name in found else name


def test_every_page_reads_well_everywhere(page: Page, live_server: Any, client: Client, world: World) -> None:
    _busy(world)
    world.sign_in(client, "director")
    browsing.sign_in(page, live_server, client)
    for name in PAGES:
        for _size in browsing.visit_sizes(page, _path(world, name)):
            browsing.assert_no_sideways_scroll(page)
        browsing.assert_accessible(page)


def test_groups_are_seen_with_a_reason_and_kept_with_a_consent(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto(f"/people/{world.daryna.public_id}/")
    page.get_by_role("link", name="Персональні дані").click()
    page.get_by_role("link", name="Особливі групи").click()
    assert page.get_by_label("багатодітна родина").count() == 0
    page.get_by_role("button", name="Відкрити").click()
    assert page.get_by_text("Скажіть, навіщо відкриваєте.").count() >= 1
    page.get_by_label("записуємо або перереєстровуємо").check()
    page.get_by_role("button", name="Відкрити").click()
    browsing.assert_accessible(page)
    page.get_by_label("багатодітна родина").check()
    page.get_by_role("button", name="Читач погоджується, зберегти").click()
    assert page.get_by_text("Збережено зі згодою читача.").count() == 1
    assert queries.flags_of(world.daryna) == {"large_family"}
    assert Look.objects.get(what="flags").reason == "registration"
