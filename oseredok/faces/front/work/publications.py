"""What the library has published about its work, the latest first: for the page and for feed readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.faces.front import today
from oseredok.management.reports.monitoring import queries as monitorings
from oseredok.management.reports.monitoring.models import Decision, State
from oseredok.management.reports.narrative import queries as reports

CHANGES = 5


@dataclass(frozen=True)
class Publication:
    """A published paper. `kind` is the word before its title."""

    kind: str
    title: str
    on: datetime
    url: str


def publications() -> list[Publication]:
    """Return everything published, the latest first."""
    documents = reverse("front:documents")
    found = [
        Publication(_("Звіт"), one.title, one.on, f"{documents}#d-{one.document_id}") for one in reports.published()
    ]
    for monitoring in monitorings.published():
        assert monitoring.published_at is not None  # noqa: S101 - see the constraint of the table
        url = reverse("front:monitoring", args=[monitoring.public_id])
        found.append(Publication(_("Моніторинг"), monitoring.title, monitoring.published_at, url))
    return sorted(found, key=lambda one: one.on, reverse=True)


def changes() -> list[Decision]:
    """Return what was decided in a published monitoring and found done in the next published one, the latest first."""
    public = State.PUBLISHED
    found = Decision.objects.filter(
        outcome=Decision.Outcome.DONE, monitoring__state=public, checked_in__state=public
    ).select_related("monitoring")
    return list(found.order_by("-checked_at", "-pk")[:CHANGES])


class WorkFeed(Feed[Publication, None]):
    """RSS 2.0 with the twenty newest publications."""

    language = "uk"

    def get_object(self, request: HttpRequest) -> None:
        return None

    def title(self) -> str:
        central = today.central()
        name = central.system.short_name if central else ""
        return _("Як ми працюємо: {name}").format(name=name) if name else _("Як ми працюємо")

    def link(self) -> str:
        return reverse("front:work")

    def description(self) -> str:
        return _("Моніторинги й звіти про роботу бібліотеки.")

    def items(self) -> Sequence[Publication]:
        return publications()[:20]

    def item_title(self, item: Publication) -> str:
        return item.title

    def item_description(self, item: Publication) -> str:
        return item.kind

    def item_link(self, item: Publication) -> str:
        return item.url

    def item_guid(self, item: Publication) -> str:
        return item.url

    def item_pubdate(self, item: Publication) -> datetime:
        return item.on

    item_guid_is_permalink = False
