"""Every page of the staff in a real browser, one session of the director, who may open most: axe on a wide screen and on a phone, nothing sticks out.

The pages are found in the URL conf, as in `test_every_page`, so that a new one is looked at without being listed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from oseredok.base.core import clock
from oseredok.library.people.access import EVERYONE, MACHINE, READER, SIGNED_IN
from oseredok.library.people.duty import duty_of
from oseredok.library.privacy.actions import note_look, set_flags
from oseredok.library.privacy.models import ErasureWarning
from tests import browser as browsing
from tests.diary.test_four_parts import held
from tests.indicators.book import written
from tests.safety.pages import Address, Things, addresses, make_things, whole
from tests.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ELSEWHERE = ("ui:", "mfa_", "account_", "cabinet:", "front:", "machines:", "phone_card:", "setup:")
"""Looked at by browser tests of their own rooms."""
OTHER_FACES = ("/desk/reader/new/?kind=organisation", "/office/documents/?kind=old", "/office/letters/?state=failed")
"""The same pages, asked for something else."""
NARROWEST, PHONE, DESK = 320, 360, 1280


@pytest.fixture
def things(world: World) -> Things:
    written(world)
    held(world)
    today = clock.local_date(world.now)
    ErasureWarning.objects.create(reader=world.daryna, warned_on=today, by_letter=False, erase_from=today)
    made = make_things(world)
    set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=world.now)
    note_look(reader=world.taras, account=world.consultant, what="page", now=world.now)
    return made


def _opens(address: Address, who: str, world: World) -> bool:
    audience = address.audience
    if audience in (None, READER, EVERYONE, MACHINE) or address.name.startswith(ELSEWHERE):
        return False
    duty = duty_of(account=world.accounts[who], session={})  # type: ignore[arg-type]
    return audience == SIGNED_IN or (duty is not None and not duty.roles.isdisjoint(audience or ()))


def _pages(client: Client, who: str, things: Things) -> list[str]:
    """Return the addresses that show this person a page: neither a file, nor a part of a page, nor only a verb."""
    paths = [one.path(things) for one in addresses() if _opens(one, who, things.world)]
    answers = ((path, whole(client.get(path))) for path in dict.fromkeys(paths))
    return [
        path for path, answer in answers if answer.status_code == 200 and b"<html" in getattr(answer, "content", b"")
    ]


def _complaints(page: Page, path: str) -> list[str]:
    page.set_viewport_size({"width": DESK, "height": 900})
    page.goto(path)
    found = [f"{path} at {DESK}: {one}" for one in browsing.axe_violations(page)]
    page.set_viewport_size({"width": PHONE, "height": 740})
    # Colours do not depend on the width, and looking at them is the slowest of all.
    found += [f"{path} at {PHONE}: {one}" for one in browsing.axe_violations(page, without=("color-contrast",))]
    page.set_viewport_size({"width": NARROWEST, "height": 740})
    try:
        browsing.assert_no_sideways_scroll(page)
    except AssertionError as error:
        found.append(str(error))
    return found


def test_every_page_of_the_staff_reads_well_everywhere(
    page: Page, live_server: Any, client: Client, things: Things
) -> None:
    things.world.sign_in(client, "director")
    paths = [*_pages(client, "director", things), *OTHER_FACES]
    assert len(paths) > 80
    browsing.sign_in(page, live_server, client)
    complaints = [one for path in paths for one in _complaints(page, path)]
    assert not complaints, "\n".join(complaints)
