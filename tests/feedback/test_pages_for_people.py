"""A code, a link or the site: rated by one tap, changed once, told more if one likes; never more than people can say."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import override

from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.faces.front import actions as front
from oseredok.library.offer import queries as offer
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.people.own_page.models import ReaderAttempts
from oseredok.spine.feedback import letters, points, queries
from oseredok.spine.feedback.models import Comment, OutcomeAnswer, Rating
from oseredok.spine.feedback.preferences import AN_HOUR
from tests.feedback.said import OCTOBER, point
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_day(world: World) -> Any:
    with time_machine.travel(world.now, tick=False):
        yield


def hidden(page: str, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} on the page"
    return found[1]


def tap(client: Client, address: str, score: int) -> Any:
    """Open the page and press a button."""
    opened = client.get(address).content.decode()
    sent = {"step": "rate", "score": score}
    if 'name="key"' in opened:
        sent["key"] = hidden(opened, "key")  # type: ignore[assignment]
    return client.post(address, sent)


def test_one_tap_on_a_code_rates_the_place_and_the_service(client: Client, world: World) -> None:
    desk = point(world, "desk", kind=offer.kind("eservice_help"))
    answer = tap(client, reverse("opinion:code", args=[desk.code]), 4)
    assert answer.status_code == 200
    assert "Записали: <strong>добре</strong>" in answer.content.decode()
    rating = Rating.objects.get()
    assert (rating.score, rating.via, rating.place, rating.kind) == (4, "desk", world.central, desk.kind)


def test_nothing_of_the_visitor_is_kept(client: Client, world: World) -> None:
    desk = point(world, "desk")
    client.post(reverse("opinion:code", args=[desk.code]), {"step": "rate"}, REMOTE_ADDR="203.0.113.7")
    tap(client, reverse("opinion:code", args=[desk.code]), 5)
    assert set(client.cookies) <= {"csrftoken"}, "only the protection of forms"
    kept = "".join(str(row) for row in [*Rating.objects.values_list(), *ReaderAttempts.objects.values_list()])
    assert "203.0.113.7" not in kept
    assert "127.0.0.1" not in kept


def test_a_form_sent_twice_counts_once(client: Client, world: World) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    key = hidden(client.get(address).content.decode(), "key")
    for score in (5, 1):
        client.post(address, {"step": "rate", "score": score, "key": key})
    assert queries.scores(period=OCTOBER).counts == (0, 0, 0, 0, 1)


def test_the_wrong_button_is_mended_once_within_ten_minutes(client: Client, world: World) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    page = tap(client, address, 1).content.decode()
    assert "Натиснули не те?" in page
    changed = client.post(address, {"step": "change", "score": 5, "ticket": hidden(page, "ticket")})
    assert "Записали: <strong>дуже добре</strong>" in changed.content.decode()
    assert "Натиснули не те?" not in changed.content.decode()
    again = client.post(address, {"step": "change", "score": 2, "ticket": hidden(page, "ticket")})
    assert again.status_code == 410
    assert queries.scores(period=OCTOBER).counts == (0, 0, 0, 0, 1)


def test_after_ten_minutes_a_rating_stays(client: Client, world: World) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    page = tap(client, address, 1).content.decode()
    with time_machine.travel(world.now + timedelta(minutes=11), tick=False):
        assert client.post(address, {"step": "change", "score": 5, "ticket": hidden(page, "ticket")}).status_code == 410
    assert queries.scores(period=OCTOBER).critical == 1


def test_what_is_told_more_is_kept_apart_from_the_rating(client: Client, world: World) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    page = tap(client, address, 2).content.decode()
    told = {"step": "more", "ticket": hidden(page, "ticket"), "knowledge": "yes", "awareness": "no",
            "comment": "Довго чекали.", "may_publish": "on"}  # fmt: skip
    answer = client.post(address, told)
    assert answer.headers["Location"] == reverse("opinion:done")
    client.post(address, told)
    comment, rating = Comment.objects.get(), Rating.objects.get()
    assert (comment.text, comment.may_publish, comment.received_on) == ("Довго чекали.", True, rating.local_date)
    assert OutcomeAnswer.objects.count() == 2
    marks = {comment.key, rating.key, *OutcomeAnswer.objects.values_list("key", flat=True)}
    assert len(marks) == 4, "no mark of one leads to another"
    assert not [field for field in Comment._meta.fields if field.related_model in (Rating, OutcomeAnswer)]


def test_a_link_of_a_letter_rates_once(client: Client, world: World) -> None:
    token = letters.rating_token(key="barrier:12", place=world.central)
    address = reverse("opinion:letter", args=[token])
    assert "Записали" in tap(client, address, 5).content.decode()
    assert "Ви вже оцінили" in client.get(address).content.decode()
    assert "Ви вже оцінили" in client.post(address, {"step": "rate", "score": 1}).content.decode()
    assert queries.scores(period=OCTOBER).counts == (0, 0, 0, 0, 1)
    assert Rating.objects.get().via == "letter"


def test_a_program_that_opens_the_links_of_a_letter_rates_nothing(client: Client, world: World) -> None:
    client.get(reverse("opinion:letter", args=[letters.rating_token(key="barrier:12", place=world.central)]))
    assert not Rating.objects.exists()


@pytest.mark.parametrize("token", ["x", "WyJhIl0:1abc:def", "%00", "a" * 3000])
def test_a_link_that_is_not_ours_says_so(client: Client, world: World, token: str) -> None:
    assert client.get(reverse("opinion:letter", args=[token])).status_code in (404, 410)


def test_an_old_link_says_so(client: Client, world: World) -> None:
    token = letters.rating_token(key="barrier:12", place=world.central)
    with time_machine.travel(world.now + timedelta(days=letters.RATING_DAYS + 1)):
        answer = client.get(reverse("opinion:letter", args=[token]))
    assert answer.status_code == 410
    assert "вже не діє" in answer.content.decode()


@override_settings(PUBLIC_ADDRESS="https://biblioteka.example.com")
def test_the_letter_about_a_barrier_carries_a_link_without_a_name(world: World) -> None:
    duty = Duty(account=world.head, place=world.central, places=[world.central], roles=frozenset({Role.HEAD}))
    barrier = front.report_barrier(
        where="Вхід", what="Сходи слизькі", contact="olena@example.com", to="", now=world.now
    )
    front.handle_barrier(barrier=barrier, duty=duty, decision="Посипали.", now=world.now)
    text = Letter.objects.get(template="barrier_handled").text
    link = re.search(r"https://biblioteka\.example\.com/opinion/letter/(\S+)/", text)
    assert link
    assert letters.read_rating_link(link[1]).place == world.central


def test_one_network_rates_so_often_and_no_more(client: Client, world: World) -> None:
    set_value(declared=AN_HOUR, text="5", by="Ткаченко", now=world.now)
    address = reverse("opinion:code", args=[point(world, "desk").code])
    answers = [tap(client, address, 5).status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    assert queries.scores(period=OCTOBER).n == 5
    with time_machine.travel(world.now + timedelta(minutes=61)):
        assert tap(client, address, 5).status_code == 200


def test_a_code_that_was_switched_off_rates_no_more(client: Client, world: World) -> None:
    desk = point(world, "desk")
    points.revoke(point=desk, places=[world.central], staff=world.head, now=world.now)
    answer = client.get(reverse("opinion:code", args=[desk.code]))
    assert answer.status_code == 410
    assert "вимкнено" in answer.content.decode()


def test_the_site_itself_takes_ratings_of_a_library_and_of_a_service(client: Client, world: World) -> None:
    tap(client, reverse("opinion:here", args=["zarichchia"]), 5)
    tap(client, reverse("opinion:service", args=["central", "eservice_help"]), 3)
    assert {(row.place.code, row.kind.code if row.kind else "", row.via) for row in Rating.objects.all()} == {
        ("zarichchia", "", "remote"),
        ("central", "eservice_help", "remote"),
    }
    assert (
        reverse("opinion:service", args=["central", "eservice_help"])
        in client.get(reverse("front:service", args=["eservice_help"])).content.decode()
    )


@pytest.mark.parametrize(
    "sent",
    [
        {"score": "6"},
        {"score": "-1"},
        {"score": "٥"},
        {"score": "five"},
        {},
        {"score": "5", "key": "<script>"},
        {"score": "5", "key": "z" * 32},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(client: Client, world: World, sent: dict[str, str]) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    key = hidden(client.get(address).content.decode(), "key")
    assert client.post(address, {"step": "rate", "key": key} | sent).status_code == 422
    assert not Rating.objects.exists()


@pytest.mark.parametrize("ticket", ["", "x", "WzFd:1abc:def"])
def test_words_without_a_rating_of_a_little_while_ago_are_not_taken(client: Client, world: World, ticket: str) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    assert client.post(address, {"step": "more", "ticket": ticket, "comment": "Спам"}).status_code == 410
    assert not Comment.objects.exists()


def test_a_ticket_of_one_library_opens_no_other(client: Client, world: World) -> None:
    page = tap(client, reverse("opinion:code", args=[point(world, "desk").code]), 5).content.decode()
    other = reverse("opinion:code", args=[point(world, "desk", place=world.branch).code])
    sent = {"step": "more", "ticket": hidden(page, "ticket"), "comment": "Чуже"}
    assert client.post(other, sent).status_code == 410


def test_a_script_that_fills_the_trap_is_thanked_and_nothing_is_kept(client: Client, world: World) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    ticket = hidden(tap(client, address, 5).content.decode(), "ticket")
    sent = {"step": "more", "ticket": ticket, "comment": "Купуйте", "website": "http://spam.example"}
    assert client.post(address, sent).status_code == 302
    assert not Comment.objects.exists()


def test_a_comment_too_long_comes_back_with_its_words(client: Client, world: World) -> None:
    address = reverse("opinion:code", args=[point(world, "desk").code])
    ticket = hidden(tap(client, address, 5).content.decode(), "ticket")
    answer = client.post(address, {"step": "more", "ticket": ticket, "comment": "слово " * 500})
    assert answer.status_code == 422
    assert "слово слово" in answer.content.decode()


def test_the_page_is_in_english_too(client: Client, world: World) -> None:
    with override("uk"):  # the middleware leaves its language behind
        page = client.get(f"/en/opinion/{point(world, 'desk').code}/").content.decode()
    assert "very good" in page
    assert "How did it go?" in page
