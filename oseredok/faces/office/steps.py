"""The steps of the first set-up. Each is a form of its own; what is done is told by facts, so that a power cut loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import counted
from oseredok.faces.office import centre_forms, setup_actions, step_forms, week_forms
from oseredok.faces.office.models import SetupCode, StepMark
from oseredok.library.offer import actions as offer
from oseredok.library.people import queries
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import second_step
from oseredok.library.people.staff import hiring
from oseredok.library.people.waiting import Decision
from oseredok.library.places import actions as hours_actions
from oseredok.library.places import hours, place_actions
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.management.indicators import actions as indicators
from oseredok.management.indicators.models import Target
from oseredok.services.seats import layout as seats
from oseredok.services.seats.models import Seat

Sheet = list[dict[str, str]]
"""The temporary passwords that a step has made: name, sign-in name, role, password."""


@dataclass(frozen=True)
class Scene:
    """Whose centre is being set up, by whom, when."""

    library: Library
    account: Account
    now: datetime
    by_days: bool = False
    """The week is filled in day by day."""

    @property
    def today(self) -> date:
        return local_date(self.now)


@dataclass(frozen=True)
class Step:
    """One window of the set-up. `save` returns passwords to be printed, or None."""

    code: str
    title: str | Promise
    why: str | Promise
    form: Callable[[QueryDict | None, Scene], Any]
    save: Callable[[Any, Scene], Sheet | None]
    is_done: Callable[[Library], bool]
    template: str = "office/setup/_plain.html"
    may_be_empty: bool = True
    """An empty answer is an answer; otherwise it only puts the step off."""


# --- Requisites, place, hours ---------------------------------------------------------------------------


def _requisites_form(data: QueryDict | None, scene: Scene) -> forms.Form:
    return centre_forms.RequisitesForm(data, initial=centre_forms.RequisitesForm.known(scene.library.system))


def _save_requisites(form: centre_forms.RequisitesForm, scene: Scene) -> None:
    place_actions.correct_system(system=scene.library.system, requisites=form.requisites())


def _place_form(data: QueryDict | None, scene: Scene) -> forms.Form:
    return centre_forms.ContactsForm(data, initial=centre_forms.ContactsForm.known(scene.library))


def _save_place(form: centre_forms.ContactsForm, scene: Scene) -> None:
    place_actions.correct_contacts(library=scene.library, contacts=form.contacts())


def _hours_form(data: QueryDict | None, scene: Scene) -> forms.Form:
    schedule = hours.load(scene.library)
    known = week_forms.QuickWeekForm.known(schedule, scene.today)
    if known is None or scene.by_days:
        return week_forms.DaysForm(data, initial=week_forms.DaysForm.known(schedule, scene.today))
    return week_forms.QuickWeekForm(data, initial=known)


def _save_hours(form: week_forms.SanitaryForm, scene: Scene) -> None:
    hours_actions.set_hours(
        library=scene.library,
        week=form.week(),
        sanitary=form.sanitary(),
        starts_on=form.cleaned_data.get("starts_on") or scene.today,
    )


# --- Rooms, staff ---------------------------------------------------------------------------------------

RoomsForm = forms.formset_factory(centre_forms.RoomForm, extra=3, max_num=30, validate_max=True)


def _rooms_form(data: QueryDict | None, scene: Scene) -> Any:
    known = [centre_forms.RoomForm.known(room) for room in scene.library.rooms.all()]
    return RoomsForm(data, initial=known)


def _save_rooms(formset: Any, scene: Scene) -> None:
    """Rows that were there are corrected; the others, when something is written in them, are added."""
    rooms = list(scene.library.rooms.all())
    for number, form in enumerate(formset.forms):
        given = form.cleaned_data
        if number < formset.initial_form_count() and number < len(rooms):
            place_actions.correct_room(room=rooms[number], **given)
        elif form.has_changed():
            place_actions.add_room(library=scene.library, **given)


def _seats_form(data: QueryDict | None, scene: Scene) -> forms.Form:
    return step_forms.SeatsForm(data, library=scene.library)


def _save_seats(form: step_forms.SeatsForm, scene: Scene) -> None:
    more = form.more()
    if more:
        seats.furnish(room=form.cleaned_data["room"], numbers=more)


def _staff_form(data: QueryDict | None, scene: Scene) -> Any:
    # What would be refused is not offered: a leader is made by somebody whose own door is locked twice.
    return step_forms.NewcomersForm(data, form_kwargs={"with_leaders": not second_step.is_owed(account=scene.account)})


def _save_staff(formset: step_forms.BaseNewcomers, scene: Scene) -> Sheet:
    passes = hiring.hire(newcomers=formset.newcomers(), place=scene.library, by=scene.account, now=scene.now)
    return [
        {
            "name": one.account.full_name,
            "username": one.account.username,
            "role": str(one.role.label),
            "password": one.password,
        }
        for one in passes
    ]


# --- Services, targets ----------------------------------------------------------------------------------


def _services_form(data: QueryDict | None, scene: Scene) -> forms.Form:
    return step_forms.ServicesForm(data, initial=step_forms.ServicesForm.known())


def _save_services(form: step_forms.ServicesForm, scene: Scene) -> None:
    offer.set_offered(codes=form.cleaned_data["kinds"])


def _targets_form(data: QueryDict | None, scene: Scene) -> forms.Form:
    return step_forms.FirstTargetsForm(data)


def _save_targets(form: step_forms.FirstTargetsForm, scene: Scene) -> None:
    for field, indicator in (("visits", "visits.total"), ("consultations", "consult.total")):
        value = form.cleaned_data[field]
        if value:
            indicators.set_target(
                indicator=indicator,
                place=scene.library,
                value=Decimal(value),
                valid_from=scene.today,
                source=form.cleaned_data["source"],
            )


def _marked(code: str) -> Callable[[Library], bool]:
    return lambda library: StepMark.objects.filter(step=code, is_done=True).exists()


STEPS = (
    Step(
        "requisites",
        _("Назва і реквізити"),
        _("Так заклад називатимуть документи, звіти й сайт."),
        _requisites_form,
        _save_requisites,
        lambda library: bool(library.system.town),
    ),
    Step(
        "place",
        _("Адреса і зв’язок"),
        _("Це побачать люди на сайті й на плакаті."),
        _place_form,
        _save_place,
        lambda library: bool(library.address),
    ),
    Step(
        "hours",
        _("Години роботи"),
        _("За ними сайт скаже, чи відчинено, а звіти порахують робочі дні."),
        _hours_form,
        _save_hours,
        lambda library: library.weekly_hours.exists(),
        "office/setup/_hours.html",
    ),
    Step(
        "rooms",
        _("Приміщення"),
        _("Площі потрібні для звіту, а «без сходів» — людям."),
        _rooms_form,
        _save_rooms,
        lambda library: library.rooms.exists(),
        "office/setup/_rooms.html",
        may_be_empty=False,
    ),
    Step(
        "seats",
        _("Місця"),
        _("Комп’ютери, ноутбуки, столи: їх люди бронюватимуть, а стійка бачитиме, де вільно."),
        _seats_form,
        _save_seats,
        lambda library: Seat.objects.filter(room__library=library).exists(),
        "office/setup/_seats.html",
        may_be_empty=False,
    ),
    Step(
        "staff",
        _("Працівники"),
        _("Кожному складемо ім’я для входу й тимчасовий пароль на папері. Себе вписувати не треба."),
        _staff_form,
        _save_staff,
        lambda library: len(queries.live_roles_of_all()) > 1,
        "office/setup/_staff.html",
    ),
    Step(
        "services",
        _("Послуги"),
        _("Позначене побачать люди на сайті й працівники на стійці. Почніть із готового набору."),
        _services_form,
        _save_services,
        _marked("services"),
        "office/setup/_services.html",
    ),
    Step(
        "targets",
        _("Перші цілі"),
        _("З ціллю видно, чи йдете ви туди, куди хотіли."),
        _targets_form,
        _save_targets,
        lambda library: Target.objects.exists(),
    ),
)
BY_CODE = {step.code: step for step in STEPS}


@dataclass(frozen=True)
class Standing:
    """One step as the list of the set-up shows it."""

    step: Step
    is_done: bool
    is_put_off: bool

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.is_put_off)


def standings(library: Library) -> list[Standing]:
    """Return where the set-up stands."""
    marks = {mark.step: mark.is_done for mark in StepMark.objects.all()}
    return [Standing(step, step.is_done(library) or marks.get(step.code, False), step.code in marks) for step in STEPS]


def what_is_left(duty: Duty, now: datetime) -> list[Decision]:
    """Tell the director that the first set-up stands in the middle; a centre that never began one hears nothing."""
    if not SetupCode.objects.filter(used_at__isnull=False).exists():
        return []
    library = places.central()
    left = [one for one in standings(library) if one.is_open] if library else []
    if not left:
        return []
    words = counted(len(left), "крок", "кроки", "кроків")
    return [Decision(gettext("Налаштування осередку: лишилося %(steps)s") % {"steps": words}, reverse("setup:next"))]


@transaction.atomic
def save(step: Step, form: Any, scene: Scene) -> Sheet | None:
    """Do what the step is for and remember that it was answered. Raises what the verbs of the step raise."""
    sheet = step.save(form, scene)
    is_done = step.may_be_empty or step.is_done(scene.library)
    setup_actions.mark_step(step=step.code, is_done=is_done, now=scene.now)
    return sheet


def after(step: Step) -> Step | None:
    """Return the next step of the set-up, None after the last."""
    at = STEPS.index(step)
    return STEPS[at + 1] if at + 1 < len(STEPS) else None
