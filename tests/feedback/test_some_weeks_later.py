"""The second question: one letter to who agreed, the address gone with it, answers counted apart."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.mail import registry
from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.privacy import retention
from oseredok.library.privacy.erasing import erase_reader
from oseredok.library.privacy.queries import held
from oseredok.management.closing import leftovers
from oseredok.spine.feedback import actions, comments, follow_ups, queries
from oseredok.spine.feedback.comments import Judgement
from oseredok.spine.feedback.models import Comment, FollowUp, Wave
from oseredok.spine.feedback.preferences import FOLLOW_UP_WEEKS, KEEP_COMMENTS
from tests.feedback.said import OCTOBER, comment, later_token
from tests.world import DAY, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:override_settings:UserWarning"),
]
MAIL = override_settings(EMAIL_CONFIGURED=True, PUBLIC_ADDRESS="https://biblioteka.example.com")


def agree(world: World, email: str = "olena@example.com") -> FollowUp:
    """Leave an address after a rating."""
    actions.tell_more(place=world.central, via="desk", key=email, email=email, now=world.now)
    return FollowUp.objects.latest("pk")


@MAIL
def test_one_letter_goes_on_its_day_and_the_address_goes_with_it(world: World) -> None:
    agree(world, "Olena@Example.com ")
    agree(world)
    assert FollowUp.objects.get().send_on == DAY + timedelta(weeks=4)
    assert follow_ups.send_due(now=world.now + timedelta(weeks=3)) == 0
    assert follow_ups.send_due(now=world.now + timedelta(weeks=4)) == 1
    assert not FollowUp.objects.exists()
    letter = Letter.objects.get(template="feedback_follow_up")
    assert letter.to == "olena@example.com"
    assert registry.forgets_address("feedback_follow_up"), "the outbox forgets it as soon as it is sent"
    assert follow_ups.send_due(now=world.now + timedelta(weeks=5)) == 0


@MAIL
def test_the_answer_is_counted_apart_once(client: Client, world: World) -> None:
    agree(world)
    later = world.now + timedelta(weeks=4)
    follow_ups.send_due(now=later)
    link = re.search(r"example\.com(/opinion/later/\S+/)", Letter.objects.get().text)
    assert link
    with time_machine.travel(later, tick=False):
        assert "Що стало краще?" in client.get(link[1]).content.decode()
        for answer in ("yes", "no"):
            client.post(link[1], {"knowledge": answer, "application": "yes"})
    after = OCTOBER.next()
    found = queries.outcomes(period=after, wave=Wave.LATER)
    assert (found.knowledge.yes, found.knowledge.answered) == (1, 1)
    assert queries.outcomes(period=after).knowledge.answered == 0, "never added to what was said at once"


def test_without_mail_nobody_is_asked_for_an_address(client: Client, world: World) -> None:
    assert not follow_ups.are_offered()
    with pytest.raises(Conflict):
        agree(world)
    assert not FollowUp.objects.exists()


@MAIL
def test_a_library_that_does_not_ask_again_takes_no_address(world: World) -> None:
    set_value(declared=FOLLOW_UP_WEEKS, text="0", by="Ткаченко", now=world.now)
    assert not follow_ups.are_offered()


@MAIL
@pytest.mark.parametrize("email", ["olena", "a@b", "olena@example.com\nbcc: x@example.com", "<script>@example.com"])
def test_what_is_no_address_is_refused_and_nothing_else_is_kept(world: World, email: str) -> None:
    with pytest.raises(Invalid):
        actions.tell_more(place=world.central, via="desk", key="k", comment="Слова", email=email, now=world.now)
    assert not FollowUp.objects.exists()
    assert not Comment.objects.exists(), "all of a form or nothing"


@MAIL
def test_mail_that_never_comes_loses_the_address_a_month_later(world: World) -> None:
    agree(world)
    with override_settings(EMAIL_CONFIGURED=False):
        follow_ups.send_due(now=world.now + timedelta(weeks=4))
        assert FollowUp.objects.exists()
        follow_ups.send_due(now=world.now + timedelta(weeks=4) + follow_ups.GIVE_UP)
    assert not FollowUp.objects.exists()
    assert not Letter.objects.exists()


@MAIL
def test_its_owner_has_it_forgotten_at_the_office(client: Client, world: World) -> None:
    agree(world)
    world.sign_in(client, "head")
    page = client.post(reverse("office:forget_follow_up"), {"email": "OLENA@example.com"}).content.decode()
    assert "Адресу стерто" in page
    assert not FollowUp.objects.exists()
    page = client.post(reverse("office:forget_follow_up"), {"email": "olena@example.com"}).content.decode()
    assert "Такої адреси в нас немає" in page


@MAIL
def test_a_reader_sees_and_loses_it_with_everything_else(world: World) -> None:
    agree(world, world.taras.email)
    groups = {group.code: group for group in held(world.taras, world.now)}
    assert len(groups["feedback"].records) == 1
    erase_reader(reader=world.taras, why="request", staff=world.head, now=world.now)
    assert not FollowUp.objects.exists()


def test_an_old_link_says_so(client: Client, world: World) -> None:
    address = reverse("opinion:later", args=[later_token(world)])
    with time_machine.travel(world.now + timedelta(days=3650)):
        answer = client.get(address)
    assert answer.status_code == 410


# --- Words and their term ---------------------------------------------------------------------------------


def test_words_that_nobody_reads_on_the_site_are_erased_by_their_term(world: World) -> None:
    kept = comment(world, "Показане", may_publish=True)
    comments.look(
        comment=kept,
        judgement=Judgement(sort="thanks", publish=True, public_text="Показане"),
        places=[world.central],
        staff=world.head,
        now=world.now,
    )
    gone = comment(world, "Мене звати Зоя")
    set_value(declared=KEEP_COMMENTS, text="2", by="Ткаченко", now=world.now)
    retention.run(now=world.now + timedelta(days=50))
    gone.refresh_from_db()
    assert gone.text
    report = retention.run(now=world.now + timedelta(days=65))
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.text, gone.forgotten_on is not None) == ("", True)
    assert kept.text == "Показане"
    assert {row.what: row.number for row in report.counts.all()}["comments"] == 1


@MAIL
def test_a_closing_clears_words_and_addresses_of_its_library(world: World) -> None:
    comment(world, "Тут було добре", place=world.branch)
    comment(world, "І тут")
    agree(world)
    leftovers.clear(world.branch, world.now)
    assert [row.text for row in Comment.objects.order_by("pk")] == ["", "І тут"]
    assert FollowUp.objects.count() == 1
    leftovers.clear(None, world.now)
    assert not Comment.objects.exclude(text="").exists()
    assert not FollowUp.objects.exists()


def test_the_nightly_term_is_told_beforehand(world: World) -> None:
    comment(world)
    planned: Any = {one.term.code: one for one in retention.plan(today=DAY + timedelta(days=364), ahead=30)}
    assert planned["comments"].soon == 1
