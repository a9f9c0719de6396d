"""A letter is written into the outbox together with what it tells about."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.errors import Invalid
from oseredok.base.mail import registry
from oseredok.base.mail.actions import queue_letter, queue_test_letter
from oseredok.base.mail.models import Letter, State
from oseredok.base.mail.rendering import render

NOW = datetime(2026, 10, 14, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@override_settings(EMAIL_CONFIGURED=True)
def test_a_letter_is_rendered_when_it_is_queued_and_handed_to_the_worker() -> None:
    letter = queue_letter(
        template="test_letter", to=" olena@example.com ", context={"asked_at": NOW}, key="test:1", now=NOW,
        about=("visits", "17"),
    )  # fmt: skip
    letter.refresh_from_db()
    assert letter.to == "olena@example.com"
    assert letter.subject == "Пробний лист: пошта працює"
    assert "14 жовтня 2026\u00a0р. о 11:30" in letter.text.replace("14\u00a0", "14 ")
    assert "<p" in letter.html
    assert (letter.state, letter.next_try_at, letter.about_app, letter.about_id) == (State.QUEUED, NOW, "visits", "17")
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [letter.pk], "kwargs": {}}


def test_a_letter_and_its_errand_disappear_with_the_transaction_that_failed() -> None:
    def breaks_after_queueing() -> None:
        with transaction.atomic():
            queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
            raise RuntimeError

    with override_settings(EMAIL_CONFIGURED=True), pytest.raises(RuntimeError):
        breaks_after_queueing()
    assert not Letter.objects.exists()
    assert not DBTaskResult.objects.exists()


@override_settings(EMAIL_CONFIGURED=True)
def test_one_key_queues_one_letter() -> None:
    first = queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    again = queue_test_letter(to="another@example.com", key="test:1", now=NOW)
    assert first.pk == again.pk
    assert again.to == "olena@example.com"
    assert DBTaskResult.objects.count() == 1


def test_without_settings_a_letter_waits_and_bothers_no_worker() -> None:
    letter = queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    assert letter.state == State.WAITING_SETTINGS
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("address", ["", "olena", "olena@", "two@example.com, three@example.com", "a@b.c\nBcc: x@y.z"])
def test_what_cannot_be_an_address_is_refused(address: str) -> None:
    with pytest.raises(Invalid) as refusal:
        queue_test_letter(to=address, key="test:1", now=NOW)
    assert (refusal.value.code, refusal.value.field) == ("email-unclear", "email")
    assert not Letter.objects.exists()


def test_a_letter_nobody_registered_is_refused() -> None:
    with pytest.raises(LookupError):
        queue_letter(template="unknown", to="olena@example.com", context={}, key="test:1", now=NOW)


def test_two_letters_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="test_letter"):
        registry.register("test_letter", title="Інший", sample={})


def test_a_letter_never_shows_its_address_in_logs() -> None:
    letter = queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    assert "olena" not in str(letter) + repr(letter)


def test_html_follows_the_text_when_it_has_no_template_of_its_own() -> None:
    made = render("test_letter", {"asked_at": NOW})
    assert '<html lang="uk">' in made.html
    assert made.html.count("<p ") == made.text.strip().count("\n\n") + 1
