"""«Як ми працюємо»: the page, the fragment for other sites, open data."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.faces.front import today
from oseredok.faces.front.work import data, opinions, preferences, publications, queries, screen
from oseredok.faces.front.work.queries import Figures

PUBLICATIONS = 12
MAY_BE_LATE = 300
"""Seconds for which a proxy or another site may keep what machines read."""


@everyone
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Live numbers of the whole system; `show` chooses what is drawn."""
    now = timezone.now()
    figures = queries.figures(on=local_date(now))
    values = {
        **page_of(figures, request.GET.get("show", "")),
        "publications": publications.publications()[:PUBLICATIONS],
        "changes": publications.changes(),
        "opinions": opinions.opinions(on=figures.on),
        **today.houses(now=now),
    }
    return render(request, "front/work/work.html", values)


def page_of(figures: Figures, code: str) -> dict[str, Any]:
    """What the template of the page shows; also what a preview of another choice shows."""
    values: dict[str, Any] = {"figures": figures, "tiles": screen.tiles(figures), "silent": screen.silent(figures)}
    if figures.is_empty:
        return values
    row = figures.row(code)
    places = queries.by_place(row.indicator, on=figures.on, since=figures.since)
    return {
        **values,
        "row": row,
        "links": screen.links(figures, row),
        "trend": screen.trend(row, on=figures.on),
        "places": screen.places(places, row, on=figures.on),
    }


@everyone
@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """A few tiles to stand on another site: no cookies, no scripts, framed only by those whom the library named."""
    figures = queries.figures(on=local_date(timezone.now()))
    theme = request.GET.get("theme", "")
    values = {
        "figures": figures,
        "tiles": screen.tiles(figures)[:4],
        "theme": theme if theme in ("light", "dark") else "system",
    }
    answer = render(request, "front/work/embed.html", values)
    answer.xframe_options_exempt = True  # the policy below says it, with names
    answer._csp_replace = {"frame-ancestors": ["'self'", *preferences.embedders()], "form-action": ["'none'"]}  # type: ignore[attr-defined]
    return _for_machines(answer)


@everyone
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Publications for feed readers."""
    return _for_machines(publications.WorkFeed()(request))


def _etag(request: HttpRequest, **kwargs: Any) -> str:
    codes = ".".join(one.code for one in queries.shown())
    return f'"{queries.stamp(on=local_date(timezone.now()))}-{codes}-{get_language()}"'


@everyone
@require_safe
@condition(etag_func=_etag)
def csv_file(request: HttpRequest) -> HttpResponse:
    """The monthly series."""
    return _file(data.table(on=local_date(timezone.now())), "text/csv", "pokaznyky.csv")


@everyone
@require_safe
def dictionary_file(request: HttpRequest) -> HttpResponse:
    """What the columns and the codes mean."""
    return _file(data.dictionary(), "text/csv", "slovnyk.csv")


@everyone
@require_safe
@condition(etag_func=_etag)
def json_file(request: HttpRequest) -> HttpResponse:
    """The series with its dictionary; other sites may read it from a script."""
    now = timezone.now()
    source = request.build_absolute_uri(request.path)
    answer = _file(data.document(on=local_date(now), now=now, source=source), "application/json", "pokaznyky.json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return _for_machines(answer)


def _for_machines(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=MAY_BE_LATE)
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer
