"""Looking the catalogue through, and the records of one heading."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from oseredok.base.core.access import everyone
from oseredok.base.ui.parts import Link
from oseredok.collections.catalogue.addresses import path_of_heading
from oseredok.collections.catalogue.models import Heading
from oseredok.faces.front import today
from oseredok.faces.front.catalogue import browsing, by_class, lists


@everyone
@require_safe
def browse(request: HttpRequest, way: str) -> HttpResponse:
    chosen = browsing.WAYS.get(way)
    if chosen is None:
        raise Http404
    context = {
        "way": chosen,
        "ways": ways(chosen.code),
        "letters": browsing.LETTERS,
        "start": request.GET.get("from", "")[:60],
        **today.houses(now=timezone.now()),
    }
    if chosen is browsing.TITLES:
        shown = browsing.titles(request)
        return render(
            request, "front/catalogue/titles.html", {**context, "shown": shown, "entries": lists.entries(shown.rows)}
        )
    headings, counts = browsing.headings(chosen, request)
    rows = [(heading, counts.get(heading.pk, 0)) for heading in headings.rows]
    return render(request, "front/catalogue/headings.html", {**context, "shown": headings, "rows": rows})


def ways(current: str = "") -> list[Link]:
    """The tabs of browsing: headings and titles, then the classes that some record has."""
    told = [
        Link(reverse("front:browse", args=[way.code]), str(way.label), way.code == current)
        for way in browsing.WAYS.values()
    ]
    return told + [
        Link(reverse("front:classes", args=[scheme]), str(by_class.SCHEMES[scheme]), scheme == current)
        for scheme in by_class.in_use()
    ]


@everyone
@require_safe
def classes(request: HttpRequest, scheme: str) -> HttpResponse:
    """The main classes, or one of them: what is inside it and its records by title."""
    if scheme not in by_class.SCHEMES:
        raise Http404
    at = request.GET.get("at", "")
    way = by_class.way_of(scheme, at)
    if at and not way:
        raise Http404
    shown = by_class.records(scheme, at, request) if way else None
    context = {
        "scheme": scheme,
        "name": by_class.SCHEMES[scheme],
        "ways": ways(scheme),
        "way": way,
        "rows": by_class.rows(scheme, way[-1].under if way else by_class.roots(scheme)),
        "shown": shown,
        "kept": urlencode({"at": at}),
        "entries": lists.entries(shown.rows) if shown else [],
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/catalogue/classes.html", context)


@everyone
@require_safe
def heading(request: HttpRequest, pk: int, words: str = "") -> HttpResponse:
    found = get_object_or_404(Heading, pk=pk)
    here = path_of_heading(found)
    if request.path != here:
        return redirect(here, permanent=True)
    told = browsing.ways_of(found)
    if not told:
        raise Http404
    chosen = next((way for way, _count in told if way.code == request.GET.get("way")), told[0][0])
    shown = browsing.of_heading(found, chosen, request)
    context = {
        "heading": found,
        "way": chosen,
        "tabs": [Link(f"{here}?way={way.code}", _manner(way.code), way is chosen, count) for way, count in told],
        "shown": shown,
        "entries": lists.entries(shown.rows),
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/catalogue/heading.html", context)


def _manner(code: str) -> str:
    return {"authors": _("Що написано"), "people": _("Про цю людину")}.get(code, _("Що є"))
