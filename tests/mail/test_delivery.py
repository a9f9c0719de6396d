"""What becomes of a letter at a real SMTP server."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from oseredok.base.core.errors import Conflict
from oseredok.base.mail.actions import (
    DELAYS,
    STUCK_AFTER,
    deliver,
    deliver_due,
    queue_test_letter,
    resend,
    take_up_stuck,
)
from oseredok.base.mail.models import Letter, State
from oseredok.base.mail.rules import can_resend
from tests.mail.server import Postbox, free_port, mail_settings

NOW = datetime(2026, 10, 14, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def queued() -> Letter:
    return queue_test_letter(to="olena@example.com", key="test:1", now=NOW)


def test_a_delivered_letter_is_ukrainian_in_text_and_html(postbox: Postbox) -> None:
    letter = queued()
    assert deliver(letter_id=letter.pk, now=NOW) == State.SENT
    letter.refresh_from_db()
    assert (letter.sent_at, letter.attempts, letter.last_error) == (NOW, 1, "")
    (arrived,) = postbox.letters
    assert arrived["Subject"].strip() == "Пробний лист: пошта працює"
    assert arrived["To"] == "olena@example.com"
    assert arrived["From"] == "Осередок <library@tykhohory.example>"
    assert arrived["Message-ID"] == letter.message_id
    assert letter.message_id.endswith("@tykhohory.example>")
    assert arrived["Auto-Submitted"] == "auto-generated"
    text, html = arrived.get_body(("plain",)), arrived.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "усе працює" in text.get_content()
    assert "усе працює" in html.get_content()


def test_a_letter_sent_once_is_not_sent_again(postbox: Postbox) -> None:
    letter = queued()
    deliver(letter_id=letter.pk, now=NOW)
    assert deliver(letter_id=letter.pk, now=NOW) == State.SENT
    assert deliver_due(now=NOW + timedelta(days=30)) == 0
    assert len(postbox.letters) == 1


def test_a_temporary_refusal_is_tried_again_a_minute_later(postbox: Postbox) -> None:
    postbox.to_recipient = ["451 Try later"]
    letter = queued()
    assert deliver(letter_id=letter.pk, now=NOW) == State.QUEUED
    letter.refresh_from_db()
    assert letter.last_error == "Сервер тимчасово не приймає листів на цю адресу: 451 Try later"
    assert letter.next_try_at == NOW + timedelta(minutes=1)
    assert deliver_due(now=NOW + timedelta(seconds=59)) == 0
    assert deliver_due(now=NOW + timedelta(minutes=1)) == 1
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.last_error) == (State.SENT, 2, "")


def test_delays_grow_and_after_the_last_a_person_must_look() -> None:
    with mail_settings(free_port()):
        letter = queued()
        now, waits = NOW, []
        while deliver(letter_id=letter.pk, now=now) == State.QUEUED:
            letter.refresh_from_db()
            assert letter.next_try_at is not None
            waits.append(letter.next_try_at - now)
            now = letter.next_try_at
    letter.refresh_from_db()
    assert waits == list(DELAYS)
    assert waits == sorted(waits)
    assert (letter.state, letter.attempts) == (State.FAILED, len(DELAYS) + 1)
    assert letter.last_error == "Немає зв’язку з поштовим сервером."


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"to_recipient": ["550 No such user"]}, "Сервер не приймає листів на цю адресу: 550 No such user"),
        ({"to_data": ["554 Looks like spam"]}, "Сервер не прийняв лист: 554 Looks like spam"),
    ],
)
def test_a_final_refusal_is_not_tried_again(postbox: Postbox, answers: dict[str, list[str]], sentence: str) -> None:
    vars(postbox).update(answers)
    letter = queued()
    assert deliver(letter_id=letter.pk, now=NOW) == State.FAILED
    letter.refresh_from_db()
    assert letter.last_error == sentence
    assert deliver_due(now=NOW + timedelta(days=30)) == 0


@pytest.mark.parametrize("answers", [{"to_sender": ["553 Not your address"]}, {"to_data": ["452 Disk is full"]}])
def test_our_wrong_settings_and_a_full_disk_cost_nobody_a_letter(
    postbox: Postbox, answers: dict[str, list[str]]
) -> None:
    vars(postbox).update(answers)
    letter = queued()
    assert deliver(letter_id=letter.pk, now=NOW) == State.QUEUED
    assert deliver_due(now=NOW + timedelta(minutes=1)) == 1


def test_a_letter_that_waited_for_settings_goes_out_when_they_appear(postbox: Postbox) -> None:
    with override_settings(EMAIL_CONFIGURED=False):
        letter = queued()
        assert deliver_due(now=NOW) == 0
        assert deliver(letter_id=letter.pk, now=NOW) == State.WAITING_SETTINGS
    assert not postbox.letters
    assert deliver_due(now=NOW + timedelta(days=3)) == 1
    assert len(postbox.letters) == 1


def test_settings_that_disappear_make_letters_wait_not_fail(postbox: Postbox) -> None:
    letter = queued()
    with override_settings(EMAIL_CONFIGURED=False):
        assert deliver(letter_id=letter.pk, now=NOW) == State.WAITING_SETTINGS
    letter.refresh_from_db()
    assert letter.attempts == 0


class PowerCutError(BaseException):
    """The machine goes dark: no `except Exception` of ours may run."""


def test_a_power_cut_while_sending_loses_nothing(postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = queued()

    def dark(*args: object, **kwargs: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.backends.smtp.EmailBackend.send_messages", dark)
        with pytest.raises(PowerCutError):
            deliver(letter_id=letter.pk, now=NOW)
    letter.refresh_from_db()
    assert letter.state == State.SENDING
    assert take_up_stuck(now=NOW + STUCK_AFTER - timedelta(seconds=1)) == 0
    later = NOW + STUCK_AFTER
    assert take_up_stuck(now=later) == 1
    assert deliver_due(now=later) == 1
    assert [arrived["Message-ID"] for arrived in postbox.letters] == [letter.message_id]


def test_a_sender_that_wakes_up_late_does_not_undo_the_newer_try(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = queued()

    def slow_then_broken(*args: object, **kwargs: object) -> None:
        monkeypatch.undo()
        later = NOW + STUCK_AFTER
        take_up_stuck(now=later)
        deliver_due(now=later)
        raise ConnectionResetError

    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.send_messages", slow_then_broken)
    assert deliver(letter_id=letter.pk, now=NOW) == State.SENT
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.last_error) == (State.SENT, NOW + STUCK_AFTER, "")


def test_a_failed_letter_can_be_sent_again_by_hand(postbox: Postbox) -> None:
    postbox.to_recipient = ["550 No such user"]
    letter = queued()
    deliver(letter_id=letter.pk, now=NOW)
    resend(letter_id=letter.pk, now=NOW)
    assert deliver(letter_id=letter.pk, now=NOW) == State.SENT
    letter.refresh_from_db()
    assert letter.attempts == 1


def test_what_is_sent_or_has_nowhere_to_go_is_not_sent_again(postbox: Postbox) -> None:
    letter = queued()
    deliver(letter_id=letter.pk, now=NOW)
    with pytest.raises(Conflict, match="уже надіслано"):
        resend(letter_id=letter.pk, now=NOW)
    with override_settings(EMAIL_CONFIGURED=False):
        waiting = queue_test_letter(to="olena@example.com", key="test:2", now=NOW)
        with pytest.raises(Conflict, match="Пошту ще не налаштовано"):
            resend(letter_id=waiting.pk, now=NOW)
    sending = Letter(state=State.SENDING, to="olena@example.com")
    assert not can_resend(sending, configured=True)
    assert can_resend(Letter(state=State.FAILED, to="olena@example.com"), configured=True)
    assert not can_resend(Letter(state=State.FAILED), configured=True), "its address was erased"


def test_failures_are_logged_without_the_address(postbox: Postbox, caplog: pytest.LogCaptureFixture) -> None:
    postbox.to_recipient = ["550 <olena@example.com> unknown"]
    with caplog.at_level(logging.DEBUG, logger="oseredok"):
        deliver(letter_id=queued().pk, now=NOW)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("oseredok")]
    assert ours
    assert not any("olena" in line for line in ours)
