"""The one search of the site: results, the detailed form, suggestions while typing, feeds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from oseredok.base.core.access import everyone
from oseredok.faces.front import offered, today
from oseredok.faces.front.search import feeds, page
from oseredok.faces.front.search.advanced import AdvancedForm
from oseredok.faces.front.search.page import Asked
from oseredok.spine.search import finding, misses, suggesting


@everyone
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    asked = Asked(request.GET)
    results = finding.find(asked.wish(), now=now)
    if page.is_miss(asked, results):
        misses.note(asked.query, now=now)
    return render(
        request,
        "front/search.html",
        {**page.context(asked, results), "often": offered.often_sought(), **today.houses(now=now)},
    )


@everyone
def advanced(request: HttpRequest) -> HttpResponse:
    form = AdvancedForm(request.GET if "words" in request.GET else None)
    if form.is_valid():
        return redirect(form.address())
    status = 422 if form.is_bound else 200
    return render(
        request, "front/search_advanced.html", {"form": form, **today.houses(now=timezone.now())}, status=status
    )


@everyone
def suggest(request: HttpRequest) -> JsonResponse:
    found = suggesting.suggest(request.GET.get("q", ""), now=timezone.now())
    rows = [{"words": one.words, "kind": one.kind, "url": one.url or page.address_of(one.query)} for one in found]
    return JsonResponse({"suggestions": rows})


@everyone
def atom(request: HttpRequest) -> HttpResponse:
    return feeds.atom(request, Asked(request.GET), now=timezone.now())


@everyone
def json_feed(request: HttpRequest) -> HttpResponse:
    return feeds.json_feed(request, Asked(request.GET), now=timezone.now())
