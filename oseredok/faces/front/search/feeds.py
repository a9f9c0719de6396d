"""A search as a feed: what is new by the same query. Atom 1.0 (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oseredok.base.core.clock import moment_at
from oseredok.faces.front.search.page import Asked
from oseredok.spine.search import finding
from oseredok.spine.search.finding import Hit, Wish

MOST = 30


def atom(request: HttpRequest, asked: Asked, *, now: datetime) -> HttpResponse:
    """Return the newest things of a search as Atom."""
    feed = Atom1Feed(
        title=_title(asked),
        link=request.build_absolute_uri(asked.url()),
        description="",
        language=get_language() or "uk",
        feed_url=request.build_absolute_uri(),
    )
    for hit in _newest(asked, now=now):
        moment = _moment(hit)
        feed.add_item(
            title=hit.document.title,
            link=request.build_absolute_uri(hit.document.url),
            description=hit.document.summary,
            pubdate=moment,
            updateddate=moment,
            unique_id=_id(hit),
            categories=[hit.one],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def json_feed(request: HttpRequest, asked: Asked, *, now: datetime) -> JsonResponse:
    """Return the same as JSON Feed."""
    items = []
    for hit in _newest(asked, now=now):
        item: dict[str, object] = {
            "id": _id(hit),
            "url": request.build_absolute_uri(hit.document.url),
            "title": hit.document.title,
            "content_text": hit.document.summary,
            "tags": [hit.one],
        }
        if moment := _moment(hit):
            item["date_published"] = moment.isoformat()
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(asked),
        "home_page_url": request.build_absolute_uri(asked.url()),
        "feed_url": request.build_absolute_uri(),
        "language": get_language() or "uk",
        "items": items,
    }
    return JsonResponse(feed, content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def _newest(asked: Asked, *, now: datetime) -> list[Hit]:
    wish = Wish(asked.query, filters=asked.filters, sort="-added", size=MOST, exact=True, with_facets=False)
    return finding.find(wish, now=now).hits


def _title(asked: Asked) -> str:
    return _("{query}: пошук").format(query=asked.query) if asked.query else _("Пошук")


def _moment(hit: Hit) -> datetime | None:
    day = hit.document.day
    return moment_at(day, time(12)).astimezone(UTC) if day else None


def _id(hit: Hit) -> str:
    return f"urn:oseredok:{hit.source.code}:{hit.document.key}"
