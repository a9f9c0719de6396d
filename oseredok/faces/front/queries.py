"""What the pages of the site read of its own tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from oseredok.base.audit import queries as changes
from oseredok.base.audit.models import Entry
from oseredok.base.core.clock import local_date
from oseredok.faces.front.models import Barrier, NewsItem
from oseredok.library.people.models import Account


def published_news(*, now: datetime) -> QuerySet[NewsItem]:
    """News that visitors read, the pinned ones on top, then the newest.

    Beginning, end and pin are asked of the clock here, so they are right with no worker running.
    """
    today = local_date(now)
    pinned = Case(When(pinned_until__gte=today, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        NewsItem.objects.filter(published_at__lte=now)
        .filter(Q(shown_until__isnull=True) | Q(shown_until__gte=today))
        .annotate(pinned=pinned)
        .select_related("place", "picture")
        .order_by("pinned", "-published_at", "-id")
    )


def staff_news() -> QuerySet[NewsItem]:
    """All news for staff: drafts first, then the newest."""
    return NewsItem.objects.select_related("author", "place").order_by(
        F("published_at").desc(nulls_first=True), "-changed_at"
    )


@dataclass(frozen=True)
class NewsChange:
    """A change of an item: who made it, when, in which fields; a new item has none to name."""

    who: str
    at: datetime
    fields: str
    is_new: bool


def news_changes(item: NewsItem, *, limit: int = 20) -> list[NewsChange]:
    """Return what was done to an item, the latest first. What stood before and after is in the log of changes."""
    return [
        NewsChange(
            who=entry.actor.short_name if isinstance(entry.actor, Account) else str(entry.get_source_display()),
            at=entry.timestamp,
            fields=", ".join(changes.field_titles(entry)),
            is_new=entry.action == Entry.Action.CREATE,
        )
        for entry in changes.about(NewsItem, item.pk).select_related("actor")[:limit]
    ]


def barriers() -> QuerySet[Barrier]:
    """Reported barriers: open ones first, the oldest of them on top; then the handled, the newest first."""
    return Barrier.objects.select_related("handled_by").order_by(F("handled_at").desc(nulls_first=True), "reported_at")


def open_barriers() -> QuerySet[Barrier]:
    """Barriers that nobody has answered for yet."""
    return Barrier.objects.filter(handled_at__isnull=True)
