"""News for feed readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.faces.front import queries, today
from oseredok.faces.front.models import NewsItem


class NewsFeed(Feed[NewsItem, None]):
    """RSS 2.0 with the twenty newest items."""

    language = "uk"
    home = ""

    def get_object(self, request: HttpRequest) -> None:
        self.home = request.build_absolute_uri("/").rstrip("/")

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

    def item_enclosure_url(self, item: NewsItem) -> str | None:
        if item.picture is None:
            return None
        return self.home + reverse("machines:picture", args=[item.picture.public_id])

    def item_enclosure_length(self, item: NewsItem) -> int:
        return item.picture.size if item.picture else 0

    item_enclosure_mime_type = "image/webp"
