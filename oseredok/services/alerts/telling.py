"""Letters about what is new: for whole days that are over, so that nothing is told twice and nothing is passed over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation

from oseredok.base.core.clock import local, local_date
from oseredok.base.mail.actions import queue_letter
from oseredok.base.preferences.queries import value
from oseredok.services.alerts import links
from oseredok.services.alerts.models import Often, SavedSearch
from oseredok.services.alerts.preferences import KEEP_SEARCHES
from oseredok.services.alerts.terms import kept_until
from oseredok.spine.search import finding, indexes
from oseredok.spine.search.finding import Results, Wish

LETTER = "saved_search_news"
MORNING = 7
IN_LETTER = 10
AT_ONCE = 200


def last_day(often: str, today: date) -> date:
    """Return up to which day a letter of today tells: yesterday, or the last Sunday."""
    yesterday = today - timedelta(days=1)
    return yesterday if often == Often.DAILY else yesterday - timedelta(days=(yesterday.weekday() + 1) % 7)


def due(today: date) -> QuerySet[SavedSearch]:
    """Return searches whose owners have not been told of the days that are over."""
    daily = Q(often=Often.DAILY, told_through__lt=last_day(Often.DAILY, today))
    weekly = Q(often=Often.WEEKLY, told_through__lt=last_day(Often.WEEKLY, today))
    return SavedSearch.objects.filter(daily | weekly, confirmed_at__isnull=False).order_by("pk")


def new_by(search: SavedSearch, *, after: date, through: date, now: datetime) -> Results:
    """Return what came by a search after one day and not later than another, the newest first."""
    wish = Wish(
        search.query,
        filters=search.filters,
        sort="-added",
        size=IN_LETTER,
        exact=True,
        with_facets=False,
        came=(after + timedelta(days=1), through),
    )
    return finding.find(wish, now=now)


def tell_due(*, now: datetime) -> int:
    """Write to everybody whose day has come, from the morning on; return how many letters were queued.

    Nothing is done while letters cannot go or the index is made anew: the days wait for it.
    """
    if not links.are_letters_offered() or local(now).hour < MORNING or not indexes.store().is_fresh():
        return 0
    waiting = due(local_date(now)).values_list("pk", flat=True)[:AT_ONCE]
    return sum(_tell(pk, now=now) for pk in list(waiting))


@transaction.atomic
def _tell(pk: int, *, now: datetime) -> bool:
    """Tell one owner; return whether there was anything to tell."""
    today = local_date(now)
    rows = due(today).select_for_update(of=("self",)).select_related("reader", "account")
    search = rows.filter(pk=pk).first()
    if search is None:
        return False
    after, search.told_through = search.told_through, last_day(search.often, today)
    search.save(update_fields=["told_through"])
    if not search.address or (search.account and not search.account.is_active):
        return False
    with translation.override(search.language):
        results = new_by(search, after=after, through=search.told_through, now=now)
        if not results.total:
            return False
        _write(search, results, now=now)
    return True


def _write(search: SavedSearch, results: Results, *, now: datetime) -> None:
    base = settings.PUBLIC_ADDRESS
    stop = links.in_letter(search, "front:stop_saved_search")
    context: dict[str, Any] = {
        "name": search.name,
        "total": results.total,
        "more": max(0, results.total - IN_LETTER),
        "entries": [
            (hit.one, hit.document.title, hit.document.summary[:200], f"{base}{hit.document.url}")
            for hit in results.hits
        ],
        "all": f"{base}{links.path_of(search, newest_first=True)}",
        "link": links.in_letter(search, "front:saved_search"),
        "until": kept_until(search, months=value(KEEP_SEARCHES)) if search.is_by_mail else None,
    }
    queue_letter(
        template=LETTER,
        to=search.address,
        context=context,
        key=f"{LETTER}-{search.public_id}-{search.told_through}",
        now=now,
        about=("people", str(search.reader.public_id)) if search.reader else ("alerts", str(search.public_id)),
        language=search.language,
        unsubscribe=stop,
    )
