"""The question asked again some weeks later: an address is kept until its letter is queued, and not a day longer."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.mail.actions import queue_letter
from oseredok.base.preferences.queries import value
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.feedback import letters
from oseredok.spine.feedback.models import FollowUp
from oseredok.spine.feedback.preferences import FOLLOW_UP_WEEKS

LETTER = "feedback_follow_up"
GIVE_UP = timedelta(days=30)
"""Mail that is not set up so long after the day is not coming: the address goes without a letter."""
BATCH = 200


def are_offered() -> bool:
    """Whether to ask for an address: only where a letter can be sent and the library wants it."""
    return bool(settings.EMAIL_CONFIGURED and value(FOLLOW_UP_WEEKS))


def ask(*, email: str, place: Library, kind: ServiceKind | None, language: str, now: datetime) -> None:
    """Keep an address for one letter. The same address on the same day is kept once.

    Raises:
        Invalid (`email-unclear`): not an address.
        Conflict (`not-offered`): the library does not ask again, or cannot send.
    """
    weeks = value(FOLLOW_UP_WEEKS)
    if not are_offered():
        raise Conflict(_("Ми вже не питаємо вдруге. Адреси не збережено."), code="not-offered", field="email")
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Invalid(
            _("Перевірте адресу пошти: вона має виглядати так: olena@example.com."), code="email-unclear", field="email"
        ) from None
    today = clock.local_date(now)
    FollowUp.objects.get_or_create(
        email=address,
        place=place,
        asked_on=today,
        defaults={"kind": kind, "language": language, "send_on": today + timedelta(weeks=weeks)},
    )


def due(today: date) -> QuerySet[FollowUp]:
    """Return those whose day has come."""
    return FollowUp.objects.filter(send_on__lte=today).order_by("pk")


def send_due(*, now: datetime) -> int:
    """Queue the letters whose day has come, and delete their addresses in the same transaction; return how many went.

    The outbox forgets text and address as soon as the letter is sent (`farewell`).
    """
    sent = 0
    today = clock.local_date(now)
    while True:
        with transaction.atomic():
            rows = list(due(today).select_for_update(of=("self",)).select_related("place", "kind")[:BATCH])
            ready = [row for row in rows if settings.EMAIL_CONFIGURED and row.place.closed_on is None]
            for row in ready:
                _send(row, now)
            gone = [row.pk for row in rows if row in ready or row.place.closed_on or row.send_on + GIVE_UP <= today]
            FollowUp.objects.filter(pk__in=gone).delete()
        sent += len(ready)
        if not gone:
            return sent


def forget(*, email: str) -> int:
    """Delete what is kept of an address, because its owner asks; return how many letters will not be written."""
    number, _by_model = FollowUp.objects.filter(email=email.strip().lower()).delete()
    return number


def _send(row: FollowUp, now: datetime) -> None:
    queue_letter(
        template=LETTER,
        to=row.email,
        context={
            "place": row.place.name,
            "service": row.kind.name if row.kind else "",
            "asked_on": row.asked_on,
            "link": letters.follow_up_link(row),
            "days": letters.LATER_DAYS,
        },
        key=f"feedback-follow-up-{row.pk}",
        now=now,
        about=("feedback", ""),
        language=row.language,
    )
