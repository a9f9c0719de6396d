"""«Записатися до бібліотеки»: four screens, no account, a code at the end. Nobody becomes a reader before coming."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oseredok.base.core import clock
from oseredok.base.core.access import everyone
from oseredok.base.core.errors import Conflict, DomainError, Invalid, add_to_form
from oseredok.base.preferences import queries as preferences
from oseredok.faces.front import limits, today
from oseredok.faces.front.card_form import STEPS, CardForm
from oseredok.library.people import rules
from oseredok.library.people.registry import applications, class_codes
from oseredok.library.people.registry.models import Application
from oseredok.library.people.registry.preferences import APPLICATIONS_AN_HOUR, CONSENT_AGE, PICK_UP_DAYS
from oseredok.library.places import queries as places
from oseredok.library.privacy import queries as privacy
from oseredok.library.privacy.models import Purpose

SALT = "oseredok.front.card"
_CODES_AN_HOUR = 200  # a class and its slips; six digits are a million


@everyone
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """One screen after another; answers given before are hidden fields of the next."""
    libraries = [(str(one.pk), one.name) for one in places.libraries(on=clock.local_date(timezone.now()))]
    if not libraries and places.central() is not None:
        return render(request, "front/over.html", today.houses(now=timezone.now()), status=410)
    if request.method != "POST":
        initial = {"class_code": request.GET.get("class", "")[:20]}
        return _shown(request, CardForm(libraries=libraries, initial=initial), 1)
    step = _step(request.POST.get("step", ""))
    form = CardForm(request.POST, libraries=libraries)
    if "back" in request.POST:
        return _shown(request, _asked(request, libraries), _step(request.POST["back"]))
    form.forgive_after(step)
    if step >= 2 and not form.errors:
        _check_age(form)
    if form.errors:
        return _shown(request, form, form.first_wrong_step())
    if step < len(STEPS):
        return _shown(request, _asked(request, libraries), step + 1)
    return _kept(request, form)


def _kept(request: HttpRequest, form: CardForm) -> HttpResponse:
    if form.is_trapped:
        # A script is thanked like a person, so that it learns nothing; nothing is kept.
        return redirect("front:card_applied", token=signing.dumps(str(uuid4()), salt=SALT))
    now = timezone.now()
    try:
        _check_share(request, form.cleaned_data["class_code"], now)
        text = privacy.text_in_force(Purpose.CARD, on=clock.local_date(now))
        application = applications.apply_for_card(
            wish=form.wish(),
            library=places.libraries(on=clock.local_date(now)).get(pk=form.cleaned_data["library"]),
            consent_version=text.version if text else 0,
            now=now,
        )
    except DomainError as error:
        add_to_form(form, error)
        return _shown(request, form, form.first_wrong_step())
    return redirect("front:card_applied", token=signing.dumps(str(application.public_id), salt=SALT))


def _check_share(request: HttpRequest, class_code: str, now: datetime) -> None:
    """One network sends a few applications an hour; a class sends many by a code from the desk."""
    if class_code:
        if limits.may_send(request, form="class-code", now=now, most=_CODES_AN_HOUR) and class_codes.use(
            code=class_code, now=now
        ):
            return
        raise Invalid(
            _("Цей код не діє: перевірте цифри або попросіть у бібліотекаря новий."),
            code="class-code",
            field="class_code",
        )
    if not limits.may_send(request, form="card", now=now, most=preferences.value(APPLICATIONS_AN_HOUR)):
        raise Conflict(
            _(
                "Із вашої мережі вже надійшло кілька заяв. Спробуйте за годину або прийдіть, ми запишемо. "
                "Записується клас? Попросіть код у бібліотеки й впишіть його тут."
            ),
            code="too-often",
            field="class_code",
        )


@everyone
@never_cache
@require_safe
def applied(request: HttpRequest, token: str) -> HttpResponse:
    """The code, large, and what to do next. No name: the page may stay open on a shared computer."""
    try:
        public_id = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    application = Application.objects.select_related("library").filter(public_id=public_id).first()
    context = {
        "application": application,
        "code": applications.spaced(application.code) if application else "",
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/card_applied.html", context)


def _check_age(form: CardForm) -> None:
    try:
        applications.check_age(wish=form.wish(), on=clock.local_date(timezone.now()))
    except DomainError as error:
        add_to_form(form, error)


def _asked(request: HttpRequest, libraries: list[tuple[str, str]]) -> CardForm:
    """The same answers on a screen that has not been judged yet."""
    told = {name: request.POST.get(name, "") for name in CardForm.base_fields if name not in ("agreed", "website")}
    return CardForm(initial={name: value for name, value in told.items() if value}, libraries=libraries)


def _step(text: str) -> int:
    return int(text) if text in {str(number) for number in range(1, len(STEPS) + 1)} else 1


def _child(form: CardForm) -> bool | None:
    """Whether a parent is asked for: True, False, or None when the whole date is needed first."""
    typed = str(form["birth_year"].value() or "")
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        return False
    on = clock.local_date(timezone.now())
    day = form.cleaned_data.get("birth_date") if form.is_bound else None
    return rules.is_child(birth_year=int(typed), birth_date=day, on=on, consent_age=preferences.value(CONSENT_AGE))


def _shown(request: HttpRequest, form: CardForm, step: int) -> HttpResponse:
    shown = [form[name] for name in STEPS[step - 1]]
    context: dict[str, Any] = {
        "form": form,
        "step": step,
        "shown": shown,
        "hidden": [
            form[name] for fields in STEPS for name in fields if name not in STEPS[step - 1] and name != "agreed"
        ],
        "child": _child(form) if step == 2 else False,
        "until": clock.local_date(timezone.now()) + timedelta(days=preferences.value(PICK_UP_DAYS)),
        "texts": privacy.texts_in_force(on=clock.local_date(timezone.now())),
        **today.houses(now=timezone.now()),
    }
    return render(request, "front/card.html", context, status=422 if form.errors else 200)
