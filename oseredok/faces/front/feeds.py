"""News for feed readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.faces.front import queries, today
from oseredok.faces.front.models import NewsItem


class NewsFeed(Feed[NewsItem, None]):
    """RSS 2.0 with the twenty newest items."""

    language = "uk"

    def title(self) -> str:
        central = today.central()
        return _("Новини: {name}").format(name=central.system.short_name) if central else _("Новини")

    def link(self) -> str:
        return reverse("front:news")

    def description(self) -> str:
        return _("Що нового в бібліотеці.")

    def items(self) -> QuerySet[NewsItem]:
        return queries.published_news(now=timezone.now())[:20]

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.summary)

    def item_link(self, item: NewsItem) -> str:
        return reverse("front:news_item", args=[item.slug])

    def item_pubdate(self, item: NewsItem) -> datetime | None:
        return item.published_at
