"""How often a code may be tried and a seat booked from one network, and that nobody is counted twice as refused.

No address is kept: only keyed marks, as long as a limit lasts.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.network import line_of
from oseredok.base.preferences import queries as preferences
from oseredok.faces.front import limits as forms_of_the_site
from oseredok.library.people.own_page import limits
from oseredok.library.places.models import Library
from oseredok.services.seats import counting, finding
from oseredok.services.seats.models import Hold, Waiting
from oseredok.services.seats.preferences import BOOKINGS_AN_HOUR
from oseredok.services.seats.rows import WAITS
from oseredok.services.seats.who import Who

# A million codes, some dozens of them alive: thirty tries a day hit one about once in two years.
CODE = limits.Limit("seat-code", 8, timedelta(minutes=15))
CODE_A_DAY = limits.Limit("seat-code-day", 30, timedelta(days=1))
REFUSED_TODAY = limits.Limit("seat-refusal", 1, timedelta(days=1))


def by_code(request: HttpRequest, code: str, *, now: datetime) -> Hold | Waiting:
    """Return what a code opens: a live booking or a place in the queue.

    Raises Invalid (`unknown-code`), the same whatever the reason; Conflict (`too_often`). A right code costs no try.
    """
    tries = ((CODE, line_of(request)), (CODE_A_DAY, line_of(request)))
    try:
        limits.count(*tries, now=now)
    except Conflict as refused:
        raise Conflict(refused.message, code=refused.code, field="code") from None
    found = finding.live(code) or Waiting.objects.filter(code=code, state__in=WAITS).select_related("place").first()
    if found is None:
        raise Invalid(
            _("Такої броні немає або вона вже минула. Перевірте шість цифр чи запитайте на стійці."),
            code="unknown-code",
            field="code",
        )
    for limit, whose in tries:
        limits.give_back(limit, whose)
    return found


def check_may_book(request: HttpRequest, *, now: datetime) -> None:
    """Count a booking against the share of the network. Raises Conflict (`too-often`)."""
    most = preferences.value(BOOKINGS_AN_HOUR)
    if not forms_of_the_site.may_send(request, form="seats", now=now, most=most):
        raise Conflict(
            _("Із вашої мережі щойно забронювали багато місць. Спробуйте за годину або приходьте: посадимо без броні."),
            code="too-often",
        )


def count_refusal(request: HttpRequest, *, place: Library, who: Who, now: datetime) -> None:
    """Tell the journal that somebody found nothing free: one person once a day. Call it outside a transaction."""
    whose = f"{place.pk}|{who.mark or line_of(request)}"
    try:
        limits.count((REFUSED_TODAY, whose), now=now)
    except Conflict:
        return
    with transaction.atomic():
        counting.refusal(place=place, now=now, key=uuid4().hex, age_group=who.age_group)
