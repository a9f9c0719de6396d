"""What the pages of the site read of its own tables."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, QuerySet

from oseredok.faces.front.models import Barrier, NewsItem


def published_news(*, now: datetime) -> QuerySet[NewsItem]:
    """News that visitors read, the newest first."""
    return NewsItem.objects.filter(published_at__lte=now).select_related("place").order_by("-published_at", "-id")


def staff_news() -> QuerySet[NewsItem]:
    """All news for staff: drafts first, then the newest."""
    return NewsItem.objects.select_related("author", "place").order_by(
        F("published_at").desc(nulls_first=True), "-changed_at"
    )


def barriers() -> QuerySet[Barrier]:
    """Reported barriers: open ones first, the oldest of them on top; then the handled, the newest first."""
    return Barrier.objects.select_related("handled_by").order_by(F("handled_at").desc(nulls_first=True), "reported_at")


def open_barriers() -> QuerySet[Barrier]:
    """Barriers that nobody has answered for yet."""
    return Barrier.objects.filter(handled_at__isnull=True)
