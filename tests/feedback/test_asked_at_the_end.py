"""What ends a service asks how it went: every such letter by a link, what ends on the site by one tap right there."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import signing
from django.test import Client, override_settings
from django.urls import reverse

from oseredok.base.mail import actions as mail
from oseredok.base.mail import registry
from oseredok.base.mail.models import Letter
from oseredok.faces.front.views.barrier import SALT as BARRIER
from oseredok.faces.front.views.card import SALT as CARD
from oseredok.library.people.cards.actions import send_card
from oseredok.library.privacy.models import SubjectRequest
from oseredok.library.privacy.request_actions import answer_request, receive_request
from oseredok.spine.feedback import letters, queries
from oseredok.spine.feedback.models import Rating, Via
from tests.feedback.said import OCTOBER
from tests.safety.pages import an_application
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
SITE = "https://biblioteka.example.com"
ON_A_SITE = override_settings(PUBLIC_ADDRESS=SITE)
ASKS = re.compile(r"Чи задоволені ви\? Оцініть одним натисканням, без імені:\n" + SITE + r"/opinion/letter/(\S+)/")
WHY_NOT = {
    "account_notice": "to staff, of their account",
    "backup_failed": "to staff",
    "barrier_reported": "to staff",
    "card_application": "the card is given at the desk: that ends it",
    "document_review": "to staff",
    "feedback_follow_up": "asks already",
    "feedback_heard": "to staff",
    "own_list": "people gathered it by themselves, and the letter keeps no address to ask at",
    "password_reset": "security",
    "privacy_warning": "a warning, nothing was done yet",
    "reader_address_changed": "security",
    "reader_code_erase": "security",
    "reader_code_new_address": "security",
    "reader_code_sign_in": "security",
    "reader_erased": "who has left is not asked for anything more",
    "saved_search_confirm": "nothing was done yet",
    "saved_search_news": "comes again and again: it would ask each week",
    "seat_booked": "the seat is still ahead",
    "seat_freed": "there was no service: who is sorry does not ask for marks",
    "seat_moved": "the seat is still ahead",
    "seat_offer": "the seat is still ahead",
    "seat_reminder": "the seat is still ahead",
    "second_step_reset": "security",
    "target_in_danger": "to staff",
    "test_letter": "to staff",
}


@pytest.fixture(autouse=True)
def _on_that_day(world: World) -> Any:
    with time_machine.travel(world.now, tick=False):
        yield


def handled(key: str, **more: Any) -> Letter:
    context = {"number": 1, "where": "Вхід", "what": "Сходи слизькі", "decision": "Посипали."}
    told: dict[str, Any] = {"template": "barrier_handled", "to": "olena@example.com", "context": context, "key": key}
    return mail.queue_letter(**told | more)


def test_every_letter_either_asks_or_it_is_known_why_not() -> None:
    asks = {kind.name for kind in registry.kinds() if kind.ends_service}
    assert asks.isdisjoint(WHY_NOT)
    assert asks | set(WHY_NOT) == {kind.name for kind in registry.kinds()}


@ON_A_SITE
def test_an_answer_to_a_request_about_personal_data_asks(world: World) -> None:
    request = receive_request(
        kind=SubjectRequest.Kind.ACCESS, how=SubjectRequest.How.EMAIL, received_on=DAY, reader=world.taras,
        identity=SubjectRequest.Identity.DOCUMENT, staff=world.head, now=world.now, contact="taras@example.com",
    )  # fmt: skip
    answer_request(
        request=request, outcome="granted", how="email", answer="Дані додаємо.", staff=world.head, now=world.now
    )
    found = ASKS.search(Letter.objects.get(template="privacy_answer").text)
    assert found is not None
    assert letters.read_rating_link(found[1]).place == world.central


@ON_A_SITE
def test_a_card_sent_to_the_phone_asks_last(world: World) -> None:
    world.taras.email = "taras@example.com"
    world.taras.save()
    text = send_card(reader=world.taras, base_url=SITE, now=world.now).text
    assert ASKS.search(text)
    assert text.index("/card/") < text.index("/opinion/")
    assert "taras" not in text[text.index("/opinion/") :]


@ON_A_SITE
def test_the_link_of_a_letter_rates_once(client: Client, world: World) -> None:
    letter = handled("barrier-handled:1", served=registry.Served(world.central.pk), now=world.now)
    found = ASKS.search(letter.text)
    assert found is not None
    assert f"/opinion/letter/{found[1]}/" in letter.html
    page = reverse("opinion:letter", args=[found[1]])
    for _time in range(2):
        client.post(page, {"step": "rate", "key": uuid4().hex, "score": "5"})
    assert queries.scores(period=OCTOBER).counts == (0, 0, 0, 0, 1)
    assert Rating.objects.get().via == Via.LETTER


@ON_A_SITE
def test_a_letter_in_english_asks_in_english(world: World) -> None:
    served = registry.Served(world.central.pk)
    text = handled("k", served=served, now=world.now, language="en").text
    assert "Are you satisfied?" in text
    assert f"{SITE}/en/opinion/letter/" in text


def test_nothing_is_asked_without_an_address_a_place_or_where_nothing_ends(world: World) -> None:
    served = registry.Served(world.central.pk)
    assert "opinion" not in handled("no-address", served=served, now=world.now).text
    with ON_A_SITE:
        assert "opinion" not in handled("no-place", now=world.now).text
        assert "opinion" not in handled("gone", served=registry.Served(10**6), now=world.now).text
        code = {"code": "123 456", "minutes": 15, "library": "Бібліотека"}
        told: dict[str, Any] = {"template": "reader_code_sign_in", "to": "a@example.com", "context": code}
        assert "opinion" not in mail.queue_letter(**told, key="code", now=world.now, served=served).text


# --- On the site ------------------------------------------------------------------------------------------


def test_what_ended_on_the_site_is_rated_right_there_by_one_tap(client: Client, world: World) -> None:
    page = client.get(reverse("front:barrier_reported", args=[signing.dumps(7, salt=BARRIER)])).content.decode()
    form = re.search(r'<form method="post" action="(/opinion/at/[^"]+)".*?</form>', page, re.S)
    assert form is not None
    hidden = dict(re.findall(r'type="hidden" name="(step|key)" value="([^"]+)"', form[0]))
    answer = client.post(form[1], {**hidden, "score": "4"})
    assert "Дякуємо" in answer.content.decode()
    client.post(form[1], {**hidden, "score": "1"})  # the same opened form: it has rated already
    assert queries.scores(period=OCTOBER).counts == (0, 0, 0, 1, 0)
    assert Rating.objects.get().via == Via.REMOTE


def test_an_application_for_a_card_ends_with_the_question_about_its_library(client: Client, world: World) -> None:
    application = an_application(world)
    token = signing.dumps(str(application.public_id), salt=CARD)
    page = client.get(reverse("front:card_applied", args=[token])).content.decode()
    assert f'action="/opinion/at/{application.library.code}/"' in page
