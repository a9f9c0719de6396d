"""Coming in and leaving: by a code from a letter, or by the card and PIN."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.preferences import queries as preferences
from oseredok.faces.cabinet import doors
from oseredok.faces.cabinet.forms import AddressForm, ChooseForm, CodeForm, PinForm
from oseredok.library.people.own_page import middleware as browser
from oseredok.library.people.own_page import queries
from oseredok.library.people.own_page import samples as sample_readers
from oseredok.library.people.own_page import sign_in as verbs
from oseredok.library.people.own_page.preferences import OWN_DEVICE_DAYS, SHARED_IDLE_MINUTES

View = Callable[[HttpRequest], HttpResponse]


def _door(view: View) -> View:
    """A page of signing in is never cached, and takes GET and POST only."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    def inner(request: HttpRequest) -> HttpResponse:
        response = view(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return inner


@everyone
@_door
def by_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code. The answer is the same whether anybody has the address."""
    form = AddressForm(request.POST or None, **_terms())
    if form.is_bound and form.is_valid():
        visitor = browser.visitor_of(request)
        try:
            handle = verbs.request_code(address=form.cleaned_data["email"], visitor=visitor, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            response = redirect("cabinet:enter_code")
            doors.keep(response, doors.Step(handle, form.is_own_device, doors.wanted(request)))
            return response
    return _shown(request, "cabinet/sign_in.html", form, mail_works=settings.EMAIL_CONFIGURED)


@everyone
@_door
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type the code from the letter."""
    step = doors.read(request)
    if step.handle is None:
        return redirect("cabinet:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        visitor = browser.visitor_of(request, is_own_device=step.is_own_device)
        try:
            opened = verbs.confirm_code(
                handle=step.handle, code=form.cleaned_data["code"], visitor=visitor, now=timezone.now()
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _let_in(request, opened, step.after)
    return _shown(request, "cabinet/enter_code.html", form)


@everyone
@_door
def by_pin(request: HttpRequest) -> HttpResponse:
    """Come in with the card and the PIN that was set at the desk."""
    form = PinForm(request.POST or None, **_terms())
    if form.is_bound and form.is_valid():
        visitor = browser.visitor_of(request, is_own_device=form.is_own_device)
        card, pin = form.cleaned_data["card"], form.cleaned_data["pin"]
        try:
            opened = verbs.sign_in_with_pin(card=card, pin=pin, visitor=visitor, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return _let_in(request, opened, doors.wanted(request))
    return _shown(request, "cabinet/sign_in_pin.html", form, samples=sample_readers.offered())


@everyone
@_door
def choose(request: HttpRequest) -> HttpResponse:
    """Choose one of the people whom the address opens: a mother and her children."""
    session = browser.session_of(request)
    if session is None:
        return redirect("cabinet:sign_in")
    readers = queries.choices_of(session, now=timezone.now())
    form = ChooseForm(request.POST or None, readers=readers)
    if form.is_bound and form.is_valid():
        try:
            verbs.choose_reader(session=session, public_id=UUID(form.cleaned_data["reader"]), now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(doors.wanted(request) or "cabinet:home")
    return _shown(request, "cabinet/choose.html", form)


@everyone
@_door
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this browser, or all of them. Whoever has left already is told the same."""
    if request.method != "POST":
        return redirect("cabinet:home")
    session = browser.session_of(request)
    if session is not None:
        if session.reader is not None and request.POST.get("where") == "everywhere":
            verbs.end_all_sessions(reader=session.reader)
        verbs.end_session(session=session)
    response = redirect("front:home")
    browser.forget(response)
    messages.success(request, _("Ви вийшли."))
    return response


def _let_in(request: HttpRequest, opened: verbs.Opened, after: str) -> HttpResponse:
    """Give the browser a token that was never seen before, and end what was open in it."""
    former = browser.session_of(request)
    if former is not None:
        verbs.end_session(session=former)
    rotate_token(request)
    chosen = opened.session.reader is not None
    choosing = reverse("cabinet:choose") + (f"?{urlencode({'next': after})}" if after else "")
    response = redirect((after or "cabinet:home") if chosen else choosing)
    browser.remember(response, opened)
    doors.drop(response)
    return response


def _terms() -> dict[str, int]:
    return {"shared_minutes": preferences.value(SHARED_IDLE_MINUTES), "own_days": preferences.value(OWN_DEVICE_DAYS)}


def _shown(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "next": doors.wanted(request), **more}
    return render(request, template, context, status=422 if form.errors else 200)
