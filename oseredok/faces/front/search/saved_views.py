"""Saved searches: keep one, look through one's own, and the page that a letter leads to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.access import everyone, machine
from oseredok.base.core.errors import Conflict, DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.base.preferences.queries import value
from oseredok.faces.front import limits, today
from oseredok.faces.front.search import saving
from oseredok.faces.front.search.page import Asked
from oseredok.faces.front.search.saving import MailForm, OftenForm, OwnForm
from oseredok.services.alerts import actions, links
from oseredok.services.alerts.models import SavedSearch
from oseredok.services.alerts.owners import Owner, owner_of
from oseredok.services.alerts.preferences import KEEP_SEARCHES
from oseredok.services.alerts.terms import kept_until

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@everyone
@never_cache
@_FORM
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the address: on one's own page, or by e-mail for a guest."""
    asked, owner = Asked(request.GET), owner_of(request)
    if not (asked.query or asked.filters):
        return redirect("front:search")
    typed = request.POST if request.method == "POST" else None
    if owner is not None:
        form: OwnForm | MailForm = OwnForm(typed, owner=owner, initial={"name": asked.query[:120]})
    else:
        form = MailForm(typed)
    if form.is_bound and form.is_valid():
        try:
            return _keep(request, asked, owner, form, now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
    context = {
        "form": form,
        "asked": asked,
        "narrowed": saving.in_words(asked),
        "owner": owner,
        "letters": links.are_letters_offered(),
        "months": counted(value(KEEP_SEARCHES), _("місяць"), _("місяці"), _("місяців")),
        "atom_url": asked.url(name="front:search_atom"),
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/saved/save.html", context, status=422 if form.errors else 200)


def _keep(
    request: HttpRequest, asked: Asked, owner: Owner | None, form: OwnForm | MailForm, *, now: datetime
) -> HttpResponse:
    told = form.cleaned_data
    what: dict[str, Any] = {
        "sought": saving.sought(asked, now=now),
        "often": told["often"],
        "language": get_language() or "uk",
        "now": now,
    }
    if owner is not None:
        actions.save_search(owner=owner, name=told["name"], **what)
        messages.success(request, _("Пошук збережено."))
        return redirect("front:saved_searches")
    if not (isinstance(form, MailForm) and form.is_trapped):  # a script is thanked like a person, and nothing goes
        if not limits.may_write_to(request, told["email"], form="saved-search", now=now):
            raise Conflict(_("Звідси вже надіслано кілька листів. Спробуйте пізніше."), code="too-often", field="email")
        actions.ask_by_mail(email=told["email"], **what)
    messages.success(request, _("Ми надіслали вам лист. Відкрийте його й підтвердьте: без цього нічого не писатимемо."))
    return redirect(asked.url())


@everyone
@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """The searches of whoever has come in; a guest is told how to keep one."""
    return _own(request, owner_of(request))


def _own(request: HttpRequest, owner: Owner | None, bound: dict[UUID, OwnForm] | None = None) -> HttpResponse:
    context = {
        "entries": _entries(owner, bound or {}) if owner else [],
        "owner": owner,
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/saved/own.html", context, status=422 if bound else 200)


def _entries(owner: Owner, bound: dict[UUID, OwnForm]) -> list[dict[str, Any]]:
    entries = []
    for search in owner.searches():
        prefix = f"id_{search.public_id.hex}_%s"
        form = bound.get(search.public_id) or OwnForm(owner=owner, initial={"name": search.name}, auto_id=prefix)
        form.fields["often"].initial = search.often
        entries.append({"search": search, "url": links.path_of(search), "form": form})
    return entries


@everyone
@never_cache
@require_POST
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Rename a search, choose how often to write, or take it away."""
    owner, now = owner_of(request), timezone.now()
    if owner is None:
        return redirect("front:saved_searches")
    search = get_object_or_404(owner.searches(), public_id=public_id)
    if request.POST.get("do") == "remove":
        actions.remove_search(search=search, now=now)
        messages.success(request, _("Пошук прибрано."))
        return redirect("front:saved_searches")
    form = OwnForm(request.POST, owner=owner, auto_id=f"id_{search.public_id.hex}_%s")
    if form.is_valid():
        try:
            actions.change_search(search=search, **form.cleaned_data, now=now)
        except DomainError as error:
            add_to_form(form, error)
    if form.errors:
        return _own(request, owner, {public_id: form})
    messages.success(request, _("Записано."))
    return redirect("front:saved_searches")


@everyone
@never_cache
@_FORM
def by_key(request: HttpRequest, key: str) -> HttpResponse:
    """What a letter leads to: confirm, change, prolong, stop. Opening it changes nothing: programs open links too."""
    search, now = links.by_key(key), timezone.now()
    if search is None:
        return render(request, "front/saved/gone.html", today.houses(now=now), status=404)
    if request.method == "POST" and request.POST.get("do") == "stop":
        actions.stop_letters(search=search, now=now)
        messages.success(request, _("Більше не писатимемо. Адресу стерто."))
        return redirect("front:search")
    form = OftenForm(request.POST if request.POST.get("do") == "change" else None, search=search)
    if request.method == "POST":
        if request.POST.get("do") == "confirm":
            actions.confirm_search(search=search, now=now)
        elif form.is_valid():
            actions.change_search(search=search, name=search.name, often=form.cleaned_data["often"], now=now)
        if not form.errors:
            messages.success(request, _("Записано."))
            return redirect("front:saved_search", key=key)
    return _shown_by_key(request, search, form, key, now=now)


def _shown_by_key(
    request: HttpRequest, search: SavedSearch, form: OftenForm, key: str, *, now: datetime
) -> HttpResponse:
    context = {
        "search": search,
        "form": form,
        "key": key,
        "url": links.path_of(search),
        "until": kept_until(search, months=value(KEEP_SEARCHES)) if search.is_by_mail else None,
        **today.houses(now=now),
    }
    return render(request, "front/saved/by_key.html", context, status=422 if form.errors else 200)


@machine
@_FORM
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """One click in a program for mail (RFC 8058): it posts here by itself. Who opens the address is led to the page."""
    search = links.by_key(key)
    if search is None:
        return HttpResponse(status=401)
    if request.method != "POST":
        return redirect("front:saved_search", key=key)
    actions.stop_letters(search=search, now=timezone.now())
    return HttpResponse(status=200)
