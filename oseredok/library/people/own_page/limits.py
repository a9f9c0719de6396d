"""How often something may be tried: a reader's door by a card, an address, a network; a form of the site by a network.

Counted before the try, so that none slips through.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import clock_time, day_and_month
from oseredok.base.core.errors import Conflict
from oseredok.library.people.own_page.models import ReaderAttempts


@dataclass(frozen=True)
class Limit:
    """At most `most` tries of one thing within `span`, counted from the first. A silent one refuses nobody by itself."""

    name: str
    most: int
    span: timedelta
    silent: bool = False


# Four digits are ten thousand: five tries in a quarter of an hour, twenty a day, and after fifty in vain the PIN opens
# nothing until the desk gives a new one. A guesser gets one chance in two hundred, and is not told that it is over.
PIN_OF_CARD = Limit("pin-card", 5, timedelta(minutes=15))
PIN_OF_CARD_A_DAY = Limit("pin-card-day", 20, timedelta(days=1))
PIN_EVER = Limit("pin-ever", 50, timedelta(days=3650), silent=True)
PIN_OF_NOBODY = Limit("pin-nobody", 50, timedelta(minutes=15), silent=True)  # a card without a PIN costs the same work
CODES_FOR_ADDRESS = Limit("code-address", 4, timedelta(minutes=30))
CODES_FOR_READER = Limit("code-reader", 4, timedelta(minutes=30))
REQUESTS_OF_READER = Limit("requests", 5, timedelta(days=1))
# A whole reading room stands behind one address.
CODES_FROM_NETWORK = Limit("code-network", 30, timedelta(minutes=30))
TRIES_FROM_NETWORK = Limit("try-network", 60, timedelta(minutes=15))


def count(*pairs: tuple[Limit, str], now: datetime) -> None:
    """Count one try against each limit. Kept even when what follows fails: call it outside a transaction.

    Raises:
        Conflict (`too_often`): one of them is used up; the sentence tells until when. Then none is counted.
    """
    ends = _count(pairs, now)
    if ends is not None:
        raise Conflict(_until(ends, now), code="too_often")


def is_spent(limit: Limit, whose: str) -> bool:
    """Tell whether more was tried than the limit allows."""
    return ReaderAttempts.objects.filter(mark=_mark(limit, whose), count__gt=limit.most).exists()


def forgive(*pairs: tuple[Limit, str]) -> None:
    """Forget the tries of what was proved to be in the right hands."""
    ReaderAttempts.objects.filter(mark__in=[_mark(limit, whose) for limit, whose in pairs]).delete()


def give_back(limit: Limit, whose: str) -> None:
    """Take back one counted try: who came in did not guess."""
    ReaderAttempts.objects.filter(mark=_mark(limit, whose), count__gt=0).update(count=F("count") - 1)


@transaction.atomic
def _count(pairs: tuple[tuple[Limit, str], ...], now: datetime) -> datetime | None:
    ReaderAttempts.objects.filter(ends_at__lte=now).delete()
    limits = {_mark(limit, whose): limit for limit, whose in pairs}
    for mark in sorted(limits):
        ReaderAttempts.objects.get_or_create(mark=mark, defaults={"ends_at": now + limits[mark].span})
    # In one order, so that two requests that share a network and a card never wait for each other in a ring.
    rows = list(ReaderAttempts.objects.select_for_update().filter(mark__in=limits).order_by("mark"))
    refusing = [(row, limits[row.mark]) for row in rows if not limits[row.mark].silent]
    used_up = [row.ends_at for row, limit in refusing if row.count >= limit.most]
    if used_up:
        return max(used_up)
    ReaderAttempts.objects.filter(pk__in=[row.pk for row in rows]).update(count=F("count") + 1)
    return None


def _mark(limit: Limit, whose: str) -> str:
    return salted_hmac("oseredok.people.reader_limits", f"{limit.name}|{whose}").hexdigest()


def _until(ends: datetime, now: datetime) -> str:
    # The seconds of the last minute are not over yet.
    free = clock.local(ends + timedelta(seconds=59))
    if clock.local_date(free) != clock.local_date(now):
        return _("Забагато спроб. Спробуйте {day} о {time}.").format(day=day_and_month(free), time=clock_time(free))
    return _("Забагато спроб. Спробуйте о {time}.").format(time=clock_time(free))
