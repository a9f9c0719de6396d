"""«Чого шукали й не знайшли»: what the library may want to have, counted without persons."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import strict_key
from oseredok.spine.search.models import Miss

KEEP = timedelta(days=180)
MOST = 2000
LONGEST, MOST_WORDS = 60, 6
# An address, a phone, a card, a tax number: whoever typed them did not mean to leave them here.
_SOMEBODYS = re.compile(r"[@+]|www|://|\d[\d\s().\-]{4,}")


def is_kept(words: str) -> bool:
    """Whether words may be kept: short, and nothing in them that looks like somebody's data."""
    return bool(words) and len(words) <= LONGEST and len(words.split()) <= MOST_WORDS and not _SOMEBODYS.search(words)


def note(typed: str, *, now: datetime) -> bool:
    """Count words that found nothing; return whether they were kept. When the list is full, only known words are counted."""
    words = strict_key(typed)
    if not is_kept(words):
        return False
    today = local_date(now)
    with transaction.atomic():
        if Miss.objects.filter(words=words).update(times=F("times") + 1, last_on=today):
            return True
        if Miss.objects.count() >= MOST:
            return False
        Miss.objects.bulk_create([Miss(words=words, last_on=today)], ignore_conflicts=True)
    return True


def listed() -> QuerySet[Miss]:
    """Return what was sought in vain, the most often first."""
    return Miss.objects.all()


def forget(words: str) -> None:
    """Take words off the list: somebody has seen to them."""
    Miss.objects.filter(words=words).delete()


def forget_old(*, on: date) -> int:
    """Forget what nobody has sought for long; return how many."""
    gone, _each = Miss.objects.filter(last_on__lt=on - KEEP).delete()
    return gone
