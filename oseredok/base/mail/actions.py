"""Verbs of the outbox: queue, deliver, send again, take up what a crash left."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.mail import registry
from oseredok.base.mail.models import Letter, State
from oseredok.base.mail.registry import Served
from oseredok.base.mail.rendering import render
from oseredok.base.mail.rules import check_can_resend

log = logging.getLogger("oseredok.mail")

# After each failed try, how long until the next. A mail server that is down for a week is a week's absence of the
# town's only electrician; after that a person must look.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    *[timedelta(days=1)] * 7,
)
# A try takes seconds (EMAIL_TIMEOUT per step); one that is older was cut off by a crash or a power cut.
STUCK_AFTER = timedelta(minutes=10)
_NOBODYS = {"to": "", "subject": "", "text": "", "html": "", "unsubscribe": ""}


def queue_letter(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    key: str,
    now: datetime,
    about: tuple[str, str] = ("", ""),
    language: str = "uk",
    served: Served | None = None,
    unsubscribe: str = "",
) -> Letter:
    """Write a letter into the outbox; the worker sends it after the caller's transaction commits.

    The same `key` queues once: a second call returns the first letter as it is. `about` is the app label and the
    id, as text, of what the letter tells about. `served`: what a letter that ends a service ends.
    `unsubscribe`: the whole address that stops such letters by one click (RFC 8058). Without mail settings the letter waits for them.

    Raises Invalid (`email-unclear`) for an address that cannot be one, LookupError for an unregistered template.
    """
    address = to.strip().lower()  # one spelling: what was written to a person is found by it
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(
            _("Перевірте адресу пошти: вона має виглядати так: olena@example.com."), code="email-unclear", field="email"
        ) from None
    known = Letter.objects.filter(key=key).first()
    if known:
        return known
    ending = registry.ending(template, key=key, served=served, language=language)
    rendered = render(template, context, language=language, ending=ending)
    with transaction.atomic():
        letter, created = Letter.objects.get_or_create(
            key=key,
            defaults={
                "template": template,
                "to": address,
                "subject": rendered.subject[:300],
                "text": rendered.text,
                "html": rendered.html,
                "message_id": make_msgid(domain=_sender_domain()),
                "unsubscribe": unsubscribe,
                "about_app": about[0],
                "about_id": str(about[1]),
                "state": State.QUEUED if settings.EMAIL_CONFIGURED else State.WAITING_SETTINGS,
                "next_try_at": now if settings.EMAIL_CONFIGURED else None,
                "created_at": now,
            },
        )
        if created and letter.state == State.QUEUED:
            _enqueue(letter)
    return letter


def queue_test_letter(*, to: str, key: str, now: datetime) -> Letter:
    """Queue the letter by which staff see that mail works. Raises Invalid like `queue_letter`."""
    return queue_letter(template="test_letter", to=to, context={"asked_at": now}, key=key, now=now)


def deliver(*, letter_id: int, now: datetime, connection: BaseEmailBackend | None = None) -> State:
    """Try to send one letter if its time has come; return where it is afterwards.

    The claim is committed before the server is spoken to, so two workers never send the same letter, and the result
    is written after it. A crash between the two leaves `sending`, which `take_up_stuck` returns to the queue: the
    letter may then come twice with one Message-ID, but is never lost. Never call it inside a transaction.
    """
    if not settings.EMAIL_CONFIGURED:
        waiting = Letter.objects.filter(pk=letter_id, state=State.QUEUED)
        waiting.update(state=State.WAITING_SETTINGS, next_try_at=None)
        return _state(letter_id)
    with transaction.atomic(durable=True):
        due = Letter.objects.filter(pk=letter_id, state=State.QUEUED, next_try_at__lte=now)
        claimed = due.update(state=State.SENDING, attempts=F("attempts") + 1, sending_at=now, next_try_at=None)
    if not claimed:
        return _state(letter_id)
    letter = Letter.objects.get(pk=letter_id)
    try:
        _message(letter, connection).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _note_failure(letter, error, now)
    else:
        ours = Letter.objects.filter(pk=letter.pk).exclude(state=State.SENT)
        # A letter with a key inside has done its work: the outbox and its copies need not keep the key.
        forgotten = {"text": "", "html": "", "unsubscribe": ""} if registry.is_secret(letter.template) else {}
        if registry.forgets_address(letter.template):
            forgotten |= _NOBODYS
        ours.update(state=State.SENT, sent_at=now, last_error="", sending_at=None, next_try_at=None, **forgotten)
    return _state(letter_id)


def deliver_due(*, now: datetime) -> int:
    """Try all letters whose time has come, oldest first; return how many were sent.

    Letters that waited for settings join them as soon as there are settings.
    """
    if not settings.EMAIL_CONFIGURED:
        Letter.objects.filter(state=State.QUEUED).update(state=State.WAITING_SETTINGS, next_try_at=None)
        return 0
    Letter.objects.filter(state=State.WAITING_SETTINGS).update(state=State.QUEUED, next_try_at=now)
    due = Letter.objects.filter(state=State.QUEUED, next_try_at__lte=now).order_by("next_try_at", "pk")
    return sum(deliver(letter_id=pk, now=now) == State.SENT for pk in due.values_list("pk", flat=True)[:200])


def take_up_stuck(*, now: datetime) -> int:
    """Return letters that a crash left in `sending` to the queue; return how many."""
    stuck = Letter.objects.filter(state=State.SENDING, sending_at__lte=now - STUCK_AFTER)
    return stuck.update(state=State.QUEUED, next_try_at=now, sending_at=None)


def resend(*, letter_id: int, now: datetime) -> Letter:
    """Put a letter that failed, or waits for its next try, at the head of the queue with all tries ahead.

    Raises Conflict (`letter-sent`, `letter-sending`, `no-mail-settings`).
    """
    with transaction.atomic():
        letter = Letter.objects.select_for_update().get(pk=letter_id)
        check_can_resend(letter, configured=settings.EMAIL_CONFIGURED)
        letter.state, letter.attempts, letter.next_try_at, letter.last_error = State.QUEUED, 0, now, ""
        letter.save(update_fields=["state", "attempts", "next_try_at", "last_error"])
        _enqueue(letter)
    return letter


def forget_letters(*, found: Q, now: datetime, why_unsent: str = "") -> int:
    """Erase whom letters were for and what they said; what was not sent yet is never sent. Return how many.

    That a letter of this kind was sent on that day stays: it counts, and names nobody. What the mail server answered
    often repeats the address, so it goes too. `why_unsent` is told about a letter that is not sent any more.
    """
    with transaction.atomic():
        letters = Letter.objects.filter(found)
        over = Q(state__in=[State.SENT, State.FAILED])
        letters.filter(over).update(last_error="")
        ended = {"state": State.FAILED, "next_try_at": None, "sending_at": None}
        why = why_unsent or _("Дані людини стерто, лист не надсилаємо.")
        letters.exclude(over).update(**ended, last_error=why)
        return letters.update(**_NOBODYS)


def _enqueue(letter: Letter) -> None:
    from oseredok.base.mail.tasks import deliver_letter

    deliver_letter.enqueue(letter.pk)


def _state(letter_id: int) -> State:
    return State(Letter.objects.values_list("state", flat=True).get(pk=letter_id))


def _sender_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _message(letter: Letter, connection: BaseEmailBackend | None) -> EmailMultiAlternatives:
    headers = {"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated", "Content-Language": "uk"}
    if letter.unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{letter.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        connection=connection,
        headers=headers,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _note_failure(letter: Letter, error: Exception, now: datetime) -> None:
    # Only this try may write: a newer one (after `take_up_stuck`) knows better.
    ours = Letter.objects.filter(pk=letter.pk, state=State.SENDING, attempts=letter.attempts)
    reason, final = explain(error)
    if final or letter.attempts > len(DELAYS):
        forgotten = registry.forgets_address(letter.template)
        # What a server answers often repeats the address.
        kept = {**_NOBODYS, "last_error": _("Лист не дійшов.")} if forgotten else {"last_error": reason[:500]}
        ours.update(state=State.FAILED, sending_at=None, next_try_at=None, **kept)
        log.warning("Letter %s is not sent and will not be tried again (%s)", letter, type(error).__name__)
        return
    next_try = now + DELAYS[letter.attempts - 1]
    ours.update(state=State.QUEUED, last_error=reason[:500], sending_at=None, next_try_at=next_try)
    log.info("Letter %s is not sent (%s), next try at %s", letter, type(error).__name__, next_try.isoformat())


def explain(error: Exception) -> tuple[str, bool]:
    """Return a Ukrainian sentence about a failure, and whether trying again is useless.

    Only a refusal of this very letter or address is final. A wrong password or sender is our settings' fault and
    must not cost anybody a letter.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, answer = next(iter(error.recipients.values()))
        if code >= 500:
            return _("Сервер не приймає листів на цю адресу: {answer}").format(answer=_said(code, answer)), True
        return _("Сервер тимчасово не приймає листів на цю адресу: {answer}").format(answer=_said(code, answer)), False
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("Поштовий сервер не прийняв ім’я або пароль. Перевірте EMAIL_URL."), False
    if isinstance(error, smtplib.SMTPSenderRefused):
        said = _said(error.smtp_code, error.smtp_error)
        return _("Сервер не приймає листів від нашої адреси: {answer}").format(answer=said), False
    if isinstance(error, smtplib.SMTPDataError):
        said = _said(error.smtp_code, error.smtp_error)
        return _("Сервер не прийняв лист: {answer}").format(answer=said), error.smtp_code >= 500
    if isinstance(error, smtplib.SMTPResponseException):
        said = _said(error.smtp_code, error.smtp_error)
        return _("Поштовий сервер відмовив: {answer}").format(answer=said), False
    if isinstance(error, ValueError):
        return _("Лист не можна скласти: перевірте адресу."), True
    return _("Немає зв’язку з поштовим сервером."), False


def _said(code: int, answer: bytes | str) -> str:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(words.split())}"
