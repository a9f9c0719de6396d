"""«Мої дані»: see, correct, copy; who looked; the request to the library."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.cabinet import copies
from oseredok.faces.cabinet.explained import explained
from oseredok.faces.cabinet.forms import CodeForm, EmailForm, PhoneForm
from oseredok.library.people.access import ReaderRequest, reader
from oseredok.library.people.own_page import contacts
from oseredok.library.people.own_page import middleware as browser
from oseredok.library.privacy import queries as privacy


@reader
@require_safe
def data(request: ReaderRequest) -> HttpResponse:
    """Everything held, with the reason, the source and the term of each kind."""
    groups = explained(privacy.held(request.reader, timezone.now()))
    return render(request, "cabinet/data.html", {"groups": groups})


@reader
@require_safe
def copy_json(request: ReaderRequest) -> HttpResponse:
    """The machine's copy."""
    now = timezone.now()
    made = copies.as_json(reader=request.reader, now=now)
    return _file(made, "application/json; charset=utf-8", f"my-data-{local_date(now)}.json")


@reader
@require_safe
def copy_pdf(request: ReaderRequest) -> HttpResponse:
    """The paper."""
    now = timezone.now()
    made = copies.as_pdf(reader=request.reader, now=now)
    return _file(made, "application/pdf", f"my-data-{local_date(now)}.pdf")


def _file(made: bytes, kind: str, name: str) -> HttpResponse:
    # The name of the file names nobody: it stays on a shared computer.
    return HttpResponse(made, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@reader
@require_safe
def looks(request: ReaderRequest) -> HttpResponse:
    """Who of the staff opened the reader's data."""
    return render(request, "cabinet/looks.html", {"looks": privacy.looks_at(request.reader)[:200]})


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: ReaderRequest) -> HttpResponse:
    """Another phone, kept at once."""
    form = PhoneForm(request.POST if request.method == "POST" else None, initial={"phone": request.reader.phone})
    if form.is_bound and form.is_valid():
        try:
            contacts.set_phone(reader=request.reader, phone=form.cleaned_data["phone"], now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Телефон записано."))
            return redirect("cabinet:data")
    return render(request, "cabinet/phone.html", {"form": form}, status=422 if form.errors else 200)


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def email(request: ReaderRequest) -> HttpResponse:
    """Another address: a code goes there first."""
    form = EmailForm(request.POST if request.method == "POST" else None, initial={"email": request.reader.email})
    if form.is_bound and form.is_valid():
        try:
            _propose(request, form.cleaned_data["email"])
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("cabinet:email_code")
    return render(request, "cabinet/email.html", {"form": form}, status=422 if form.errors else 200)


def _propose(request: ReaderRequest, address: str) -> None:
    session, visitor = browser.session_of(request), browser.visitor_of(request)
    assert session is not None  # noqa: S101 - a reader's page opens with a session only
    contacts.propose_address(
        session=session, reader=request.reader, address=address, visitor=visitor, now=timezone.now()
    )


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def email_code(request: ReaderRequest) -> HttpResponse:
    """The code from the new address."""
    now = timezone.now()
    waiting = contacts.waiting_address(request.reader, now=now)
    session = browser.session_of(request)
    if not waiting or session is None:
        return redirect("cabinet:email")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        code, network = form.cleaned_data["code"], browser.visitor_of(request).network
        try:
            contacts.confirm_address(session=session, reader=request.reader, code=code, network=network, now=now)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Адресу записано. Тепер код для входу надходитиме на неї."))
            return redirect("cabinet:data")
    context = {"form": form, "waiting": waiting}
    return render(request, "cabinet/email_code.html", context, status=422 if form.errors else 200)


@reader
@require_http_methods(["POST"])
def forget_email(request: ReaderRequest) -> HttpResponse:
    """Keep no address."""
    session = browser.session_of(request)
    if session is not None:
        try:
            contacts.forget_address(session=session, reader=request.reader, now=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Адресу стерто."))
    return redirect("cabinet:data")
