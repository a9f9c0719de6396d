"""Consents and the sensitive page by hand. How pages look everywhere: `tests/safety/test_every_page_in_a_browser.py`."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from oseredok.library.privacy import queries
from oseredok.library.privacy.models import Look
from tests import browser as browsing
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_groups_are_seen_with_a_reason_and_kept_with_a_consent(
    page: Page, live_server: Any, client: Client, world: World
) -> None:
    world.sign_in(client, "consultant")
    browsing.sign_in(page, live_server, client)
    page.goto(f"/people/{world.daryna.public_id}/")
    page.get_by_role("link", name="Персональні дані").click()
    page.get_by_role("link", name="Відкрити з причиною").click()
    expect(page.get_by_label("багатодітна родина")).to_have_count(0)
    page.get_by_role("button", name="Відкрити").click()
    expect(page.get_by_text("Скажіть, навіщо відкриваєте.").first).to_be_visible()
    page.get_by_label("записуємо або перереєстровуємо").check()
    page.get_by_role("button", name="Відкрити").click()
    browsing.assert_accessible(page)
    page.get_by_label("багатодітна родина").check()
    page.get_by_role("button", name="Читач погоджується, зберегти").click()
    expect(page.get_by_text("Збережено зі згодою читача.")).to_have_count(1)
    assert queries.flags_of(world.daryna) == {"large_family"}
    assert Look.objects.get(what="flags").reason == "registration"
