"""Erasing everything, alone, on a phone: two screens, a fresh code or PIN, and good-bye."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.cabinet import erasing
from oseredok.faces.cabinet.forms import CodeForm, ProofPinForm
from oseredok.library.people.access import ReaderRequest, reader
from oseredok.library.people.own_page import middleware as browser
from oseredok.library.people.own_page.models import ReaderSession


@reader
@require_safe
def look(request: ReaderRequest) -> HttpResponse:
    """First screen: what goes, what stays, what must be finished first."""
    leaving = erasing.leaving(reader=request.reader, now=timezone.now())
    return render(request, "cabinet/erase.html", {"leaving": leaving})


@reader
@require_POST
def send(request: ReaderRequest) -> HttpResponse:
    """Send the code, then ask for it; whoever came in by the card is asked for the PIN."""
    session, now = _session(request), timezone.now()
    try:
        if session.way == ReaderSession.Way.CODE:
            visitor = browser.visitor_of(request)
            erasing.send_code(reader=request.reader, session=session, visitor=visitor, now=now)
        erasing.check_can_erase_alone(reader=request.reader, session=session, now=now)
    except DomainError as refusal:
        leaving = erasing.leaving(reader=request.reader, now=now)
        return render(request, "cabinet/erase.html", {"leaving": leaving, "refusal": refusal}, status=422)
    return redirect("cabinet:erase_confirm")


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: ReaderRequest) -> HttpResponse:
    """Second screen: the proof. Done at once."""
    session, now = _session(request), timezone.now()
    by_code = session.way == ReaderSession.Way.CODE
    form = (CodeForm if by_code else ProofPinForm)(request.POST if request.method == "POST" else None)
    if by_code and not form.is_bound and not erasing.is_code_sent(reader=request.reader, now=now):
        return redirect("cabinet:erase")
    if form.is_bound and form.is_valid():
        network = browser.visitor_of(request).network
        try:
            erasing.erase(reader=request.reader, session=session, proof=form.proof, network=network, now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            response = redirect("cabinet:goodbye")
            browser.forget(response)
            return response
    context = {"form": form, "by_code": by_code}
    return render(request, "cabinet/erase_confirm.html", context, status=422 if form.errors else 200)


@everyone
@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """It is done. The page knows nobody."""
    return render(request, "cabinet/goodbye.html")


def _session(request: ReaderRequest) -> ReaderSession:
    session = browser.session_of(request)
    assert session is not None  # noqa: S101 - a reader's page opens with a session only
    return session
