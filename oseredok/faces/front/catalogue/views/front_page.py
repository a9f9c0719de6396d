"""Where the catalogue begins, and what is new in it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.exhibitions import queries as exhibitions
from oseredok.collections.catalogue.models import Record
from oseredok.faces.front import today
from oseredok.faces.front.catalogue import arrivals, lists, own_list
from oseredok.faces.front.catalogue.arrivals import Asked
from oseredok.faces.front.catalogue.views.browse import ways

_SHOWN_FIRST = 6
_IN_FEED = 30


@everyone
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "ways": ways(),
        "newest": lists.entries(list(arrivals.found(Asked(period="365"), now=now)[:_SHOWN_FIRST])),
        "exhibitions": exhibitions.shown(on=local_date(now))[:3],
        "put_aside": len(own_list.numbers(request)),
        "has_records": Record.live.exists(),
        **today.houses(now=now),
    }
    return render(request, "front/catalogue/catalogue.html", context)


@everyone
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = Asked.of(request, now=now)
    page = Paginator(arrivals.found(asked, now=now), 20).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "entries": lists.entries(list(page.object_list)),
        "facets": arrivals.facets(asked, now=now),
        "feed_url": asked.url("front:arrivals_feed"),
        **today.houses(now=now),
    }
    return render(request, "front/catalogue/new.html", context)


@everyone
@require_safe
def new_feed(request: HttpRequest) -> HttpResponse:
    """New arrivals as Atom 1.0, narrowed as the page is."""
    now = timezone.now()
    asked = Asked.of(request, now=now)
    feed = Atom1Feed(
        title=_("Нові книги"),
        link=request.build_absolute_uri(asked.url()),
        description="",
        language=get_language() or "uk",
        feed_url=request.build_absolute_uri(),
    )
    for record in arrivals.found(asked, now=now)[:_IN_FEED]:
        link = request.build_absolute_uri(path_of(record))
        told = ", ".join(filter(None, (record.author, str(record.get_kind_display()), str(record.year or ""))))
        feed.add_item(record.title, link, told, unique_id=link, pubdate=record.made_at, updateddate=record.changed_at)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
