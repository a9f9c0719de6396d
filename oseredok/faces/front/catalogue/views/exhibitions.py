"""Exhibitions of books as visitors see them."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue.exhibitions import queries
from oseredok.faces.front import today
from oseredok.faces.front.catalogue import lists


@everyone
@require_safe
def exhibitions(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {"exhibitions": queries.shown(on=local_date(now)), **today.houses(now=now)}
    return render(request, "front/catalogue/exhibitions.html", context)


@everyone
@require_safe
def exhibition(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(queries.shown(on=local_date(now)), slug=slug)
    books = list(queries.exhibits(found))
    entries = lists.entries([one.record for one in books])
    noted = [replace(entry, note=one.note) for entry, one in zip(entries, books, strict=True)]
    context = {"exhibition": found, "entries": noted, **today.houses(now=now)}
    return render(request, "front/catalogue/exhibition.html", context)


@everyone
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Exhibitions as Atom 1.0, the newest first."""
    told = Atom1Feed(
        title=_("Виставки книг"),
        link=request.build_absolute_uri(reverse("front:exhibitions")),
        description="",
        language=get_language() or "uk",
        feed_url=request.build_absolute_uri(),
    )
    for one in queries.shown(on=local_date(timezone.now()))[:30]:
        link = request.build_absolute_uri(reverse("front:exhibition", args=[one.slug]))
        told.add_item(one.title, link, one.intro, unique_id=link, pubdate=one.made_at, updateddate=one.changed_at)
    return HttpResponse(told.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
