"""From an opened page to a rating: what is rated, by which key once, and the ticket that lets one tell more of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.preferences.queries import value
from oseredok.faces.front import limits
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.feedback import actions, queries, rules
from oseredok.spine.feedback.models import Rating
from oseredok.spine.feedback.preferences import AN_HOUR

SALT = "oseredok.front.opinion"
TICKET = timedelta(minutes=30)
CHANGE = timedelta(minutes=10)
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Asked:
    """What is rated and where. `key` is the link's own, which rates once; empty: each opened form has its own."""

    place: Library
    kind: ServiceKind | None
    via: str
    key: str = ""

    @property
    def is_once(self) -> bool:
        return bool(self.key)


def rate(request: HttpRequest, asked: Asked, *, now: datetime) -> tuple[actions.Rated, str]:
    """Rate as the sent form says; return the rating and its ticket.

    Raises:
        Invalid, Conflict: no such rating, a form that is not ours, too many from one network (`too-often`).
    """
    key = asked.key or request.POST.get("key", "")
    score = request.POST.get("score", "")
    if not asked.is_once and not _KEY.fullmatch(key):
        raise Invalid(_("Відкрийте сторінку ще раз і натисніть оцінку."), code="key-unclear")
    if not asked.is_once and not limits.may_send(request, form="opinion", now=now, most=value(AN_HOUR)):
        raise Conflict(rules.too_often(), code="too-often")
    rated = actions.rate(
        place=asked.place,
        kind=asked.kind,
        score=int(score) if score in ("1", "2", "3", "4", "5") else 0,
        via=asked.via,
        key=key,
        now=now,
    )
    # In the body of a form, never in an address: a log of addresses must not tell who gave which score.
    return rated, signing.dumps([rated.rating.pk, key, now.timestamp()], salt=SALT)


@dataclass(frozen=True)
class Ticket:
    """A rating given a little while ago by whoever holds this."""

    rating: Rating
    key: str
    may_change: bool


def ticket_of(request: HttpRequest, asked: Asked, *, now: datetime) -> Ticket:
    """Return what the sent ticket is about.

    Raises:
        Conflict (`ticket-old`): too old, or of another place.
    """
    sentence = _("Минуло забагато часу. Вашу оцінку ми записали, дякуємо.")
    try:
        pk, key, at = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=TICKET)
    except (signing.BadSignature, ValueError, TypeError):
        raise Conflict(sentence, code="ticket-old") from None
    rating = Rating.objects.filter(pk=pk, place=asked.place).select_related("place", "kind").first()
    if rating is None:
        raise Conflict(sentence, code="ticket-old")
    standing = queries.standing(rating)
    is_fresh = now.timestamp() - float(at) <= CHANGE.total_seconds()
    return Ticket(standing, key, is_fresh and standing == rating)
