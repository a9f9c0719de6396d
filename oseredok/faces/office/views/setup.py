"""The first set-up of a centre: opened by the code from the console, then a step at a time by the director."""

from typing import Any

from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.access import everyone
from oseredok.base.core.errors import DomainError, Invalid, add_to_form
from oseredok.faces.office import setup_actions, steps
from oseredok.faces.office.audience import SETUP
from oseredok.faces.office.centre_forms import FirstAccountForm
from oseredok.faces.office.refusals import put_refusal
from oseredok.library.offer.sets import SETS
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.sign_in import second_step
from oseredok.library.people.staff import founding
from oseredok.library.places import queries as places

_SHEET = "passwords_of_the_set_up"


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """An empty centre: make its first account. Afterwards: lead the director to where the set-up stands."""
    if places.system() is not None:
        return redirect("setup:next")
    data = request.POST if request.method == "POST" else None
    form = FirstAccountForm(data, initial={"code": request.GET.get("code", "")[:40]})
    if form.is_bound and form.is_valid():
        try:
            account = setup_actions.open_centre(**form.details(), now=timezone.now())
        except DomainError as error:
            add_to_form(form, error)
        else:
            auth.login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
            founding.begin_filling_in(request.session, now=timezone.now())
            return redirect("setup:step", steps.STEPS[0].code)
    return render(request, "office/setup/start.html", {"form": form}, status=422 if form.errors else 200)


@staff(*SETUP)
@require_safe
def next_step(request: StaffRequest) -> HttpResponse:
    """Go on where the set-up stopped."""
    waiting = [one.step for one in steps.standings(_scene(request).library) if one.is_open]
    return redirect("setup:step", waiting[0].code) if waiting else redirect("setup:done")


@staff(*SETUP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, code: str) -> HttpResponse:
    """One step: its form, and where it stands among the others."""
    found, scene = _step(code), _scene(request)
    chosen = SETS.get(request.POST.get("set", ""))
    data = request.POST if request.method == "POST" and chosen is None else None
    form = found.form(data, scene)
    if chosen is not None and code == "services":
        form.initial["kinds"] = sorted(chosen)
    if form.is_bound and form.is_valid():
        try:
            sheet = steps.save(found, form, scene)
        except DomainError as error:
            put_refusal(form, error)
        else:
            return _after(request, found, sheet)
    return _page(request, found, form, scene)


@staff(*SETUP)
@require_POST
def later(request: StaffRequest, code: str) -> HttpResponse:
    """Leave a step for later."""
    found = _step(code)
    setup_actions.mark_step(step=found.code, is_done=False, now=timezone.now())
    return _after(request, found, None)


@staff(*SETUP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: StaffRequest) -> HttpResponse:
    """The temporary passwords on paper; they are forgotten as soon as the director says that they are printed."""
    if request.method == "POST":
        request.session.pop(_SHEET, None)
        return redirect("setup:step", "services")
    context = {
        "rows": request.session.get(_SHEET, []),
        "address": request.build_absolute_uri(reverse("account_login")),
    }
    return render(request, "office/setup/sheet.html", context)


@staff(*SETUP)
@require_safe
def done(request: StaffRequest) -> HttpResponse:
    """What is ready, what is left, and what to do first."""
    scene = _scene(request)
    standings = steps.standings(scene.library)
    if not any(one.is_open for one in standings):
        founding.end_filling_in(request.session)
    owes = second_step.is_owed(account=request.user)
    context = {
        "standings": standings,
        # Before the second step only the session that founded the centre opens the steps, and only until they are over.
        "opens_steps": not owes or founding.is_filling_in(request.session, now=timezone.now()),
        "left": [one for one in standings if not one.is_done],
        "owes_second_step": owes,
    }
    return render(request, "office/setup/done.html", context)


def _after(request: StaffRequest, found: steps.Step, made: steps.Sheet | None) -> HttpResponse:
    if made:
        request.session[_SHEET] = [*request.session.get(_SHEET, []), *made]
        return redirect("setup:sheet")
    following = steps.after(found)
    return redirect("setup:step", following.code) if following else redirect("setup:done")


def _page(request: StaffRequest, found: steps.Step, form: Any, scene: steps.Scene) -> HttpResponse:
    context = {
        "step": found,
        "form": form,
        "number": steps.STEPS.index(found) + 2,  # the account was the first
        "total": len(steps.STEPS) + 1,
        "standings": steps.standings(scene.library),
        "by_days": scene.by_days,
    }
    wrong = form.is_bound and not form.is_valid()
    return render(request, "office/setup/step.html", context, status=422 if wrong else 200)


def _step(code: str) -> steps.Step:
    if code not in steps.BY_CODE:
        raise Http404
    return steps.BY_CODE[code]


def _scene(request: StaffRequest) -> steps.Scene:
    library = places.central()
    if library is None:  # the audience has a duty, and a duty has a library
        raise Invalid(_("У системі ще немає жодної бібліотеки."), code="no_library")
    return steps.Scene(
        library, request.user, timezone.now(), by_days="days" in (request.GET.get("by"), request.POST.get("by"))
    )
