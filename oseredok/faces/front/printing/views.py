"""«Файл на друк»: send a file from a phone, get a code for the librarian. No account; a day later nothing is left."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.faces.front import limits, today
from oseredok.services.printing import actions, files, queries, rules, words
from oseredok.services.printing.models import PrintFile
from oseredok.services.printing.sending import SendForm

AN_HOUR = 60
"""A whole reading room with its phones stands behind one address."""


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Choose a file; what it is and how many pages it has, the next page tells."""
    now = timezone.now()
    doors = today.houses(now=now)
    if not doors["open_now"] and today.central() is not None:
        return render(request, "front/over.html", doors, status=410)
    libraries = queries.libraries_that_take_files(on=local_date(now))
    if request.method != "POST" or not libraries:
        form = SendForm(libraries=libraries, at=request.GET.get("at", "")[:60])
        return _shown(request, form, doors)
    form = SendForm(request.POST, request.FILES, libraries=libraries)
    if form.is_valid():
        try:
            sent = _take(request, form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("front:print_file", sent.public_id)
    return _shown(request, form, doors)


def _take(request: HttpRequest, form: SendForm) -> PrintFile:
    now = timezone.now()
    if form.is_trapped or not limits.may_send(request, form="print", now=now, most=AN_HOUR):
        raise Conflict(
            _("Із вашої мережі вже надійшло багато файлів. Спробуйте за годину або принесіть файл на флешці."),
            code="too-often",
        )
    return actions.receive_file(file=form.cleaned_data["file"], library=form.cleaned_data["library"], now=now)


def _shown(request: HttpRequest, form: SendForm, doors: dict[str, Any]) -> HttpResponse:
    libraries = list(form.fields["library"].queryset)  # type: ignore[attr-defined]
    prices = [(library, words.price(queries.settings_of(library).free_pages)) for library in libraries]
    most = max((queries.settings_of(library).most_megabytes for library in libraries), default=0)
    values = {"form": form, "prices": prices, "most": most, **doors}
    return render(request, "front/printing/send.html", values, status=422 if form.errors else 200)


@everyone
@never_cache
@require_safe
def sent(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The code, large; how many pages, what it costs; what has become of the file."""
    now = timezone.now()
    file = queries.sent_file(public_id, now=now)
    doors = today.houses(now=now)
    if file is None:
        return render(request, "front/printing/gone.html", doors, status=404)
    values = {
        "file": file,
        "is_live": rules.is_live(file, now=now),
        "price": words.price(queries.settings_of(file.library).free_pages),
        **doors,
    }
    return render(request, "front/printing/sent.html", values)


@everyone
@never_cache
@require_safe
def first_page(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The picture of the first page, for whoever has the address of the file's page."""
    now = timezone.now()
    file = queries.sent_file(public_id, now=now)
    if file is None or not rules.is_live(file, now=now):
        raise Http404
    return files.first_page(file)


@everyone
@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete the file now. Pressed twice, or too late, the page tells what is so."""
    now = timezone.now()
    file = queries.sent_file(public_id, now=now)
    if file is not None:
        with suppress(DomainError):  # the page says itself that it is printed already or gone
            actions.withdraw_file(file=file, now=now)
    return redirect("front:print_file", public_id)
