"""What staff can ask about the outbox."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from oseredok.base.mail.actions import deliver, queue_letter, queue_test_letter
from oseredok.base.mail.queries import letters, outbox_summary
from tests.mail.server import Postbox

NOW = datetime(2026, 10, 14, 8, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_an_empty_outbox_needs_nobody() -> None:
    summary = outbox_summary()
    assert (summary.queued, summary.sent, summary.oldest_unsent_at, summary.needs_attention) == (0, 0, None, False)


def test_the_summary_counts_every_state(postbox: Postbox) -> None:
    def queue(number: int) -> int:
        return queue_test_letter(to=f"a{number}@example.com", key=str(number), now=NOW + timedelta(minutes=number)).pk

    sent, refused, delayed, waiting = queue(0), queue(1), queue(2), queue(3)
    deliver(letter_id=sent, now=NOW)
    postbox.to_recipient = ["550 No", "451 Later"]
    deliver(letter_id=refused, now=NOW + timedelta(hours=1))
    deliver(letter_id=delayed, now=NOW + timedelta(hours=1))
    with override_settings(EMAIL_CONFIGURED=False):
        deliver(letter_id=waiting, now=NOW)
    queue(4)
    summary = outbox_summary()
    assert (summary.queued, summary.delayed, summary.sending) == (2, 1, 0)
    assert (summary.waiting, summary.failed, summary.sent) == (1, 1, 1)
    assert summary.oldest_unsent_at == NOW + timedelta(minutes=2)
    assert summary.last_sent_at == NOW
    assert summary.needs_attention
    assert summary.configured


def test_letters_are_found_by_state_address_and_subject_matter() -> None:
    context = {"asked_at": NOW}
    for number, about in enumerate([("events", "5"), ("visits", "5")]):
        queue_letter(
            template="test_letter", to=f"Olena{number}@example.com", context=context, key=str(number),
            now=NOW + timedelta(minutes=number), about=about,
        )  # fmt: skip
    assert [letter.key for letter in letters()] == ["1", "0"]
    assert [letter.key for letter in letters(state="waiting", to="olena0")] == ["0"]
    assert [letter.key for letter in letters(about=("visits", "5"), template="test_letter")] == ["1"]
    assert not letters(state="sent").exists()
    assert not letters(state="no-such-state").exists()
