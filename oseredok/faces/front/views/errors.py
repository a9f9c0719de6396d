"""Pages for when something is not right. Each says what to do next; the last one needs nothing that may be broken."""

from __future__ import annotations

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from oseredok.base.core.access import everyone

log = logging.getLogger(__name__)

PLAIN = (
    '<!doctype html><html lang="uk"><meta charset="utf-8"><title>Збій</title>'
    "<h1>У нас збій</h1><p>Спробуйте за хвилину. Якщо не минає, зателефонуйте до бібліотеки."
)


@everyone
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The host itself may be the trouble, so the page asks nothing of the request.
    if isinstance(exception, RequestDataTooBig):
        return _bare("front/413.html", 413)
    return _bare("front/400.html", 400)


@everyone
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "front/403.html", status=403)


@everyone
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "front/404.html", status=404)


@everyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "front/403_csrf.html", status=403)


@everyone
def server_error(request: HttpRequest) -> HttpResponse:
    return _bare("front/500.html", 500)


def _bare(template: str, status: int) -> HttpResponse:
    """Render without context processors: no database, no session. Even the template may fail us."""
    try:
        return HttpResponse(get_template(template).render(), status=status)
    except Exception:
        log.exception("The page %s could not be drawn", template)
        return HttpResponse(PLAIN, status=status)
