"""The four screens as they are drawn, with or without something to mend."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core import clock
from oseredok.base.core.dates import long_date
from oseredok.base.core.errors import Conflict, DomainError, Invalid, add_to_form
from oseredok.base.core.phones import display_phone
from oseredok.faces.front.seats import power, times
from oseredok.faces.front.seats.asked import Asked
from oseredok.faces.front.seats.forms import AGES, QueueForm, WhoForm
from oseredok.library.places.schedule import Schedule
from oseredok.services.seats import booking, plan, rules
from oseredok.services.seats import hall as halls
from oseredok.services.seats.hall import HallDay
from oseredok.services.seats.models import Kind, Purpose, Seat
from oseredok.services.seats.who import Who, cleaned

OUR_NAMES = {"starts_at": "start", "seat": "start", "contact": "phone"}
"""Fields of refusals that are called otherwise on the screens."""


class TimeForm(forms.Form):
    """Only the places where sentences about the first screen stand; the choices themselves are links and radios."""

    day = forms.CharField(label=lazy("День"), required=False)
    minutes = forms.CharField(label=lazy("Надовго?"), required=False)
    kind = forms.CharField(label=lazy("Яке місце?"), required=False)
    start = forms.CharField(label=lazy("Час"), required=False)


def put(form: forms.BaseForm, error: DomainError) -> None:
    """Put a refusal beside the field that it is about."""
    field = OUR_NAMES.get(error.field, error.field)
    add_to_form(form, type(error)(error.message, code=error.code, field=field))


def is_about_time(error: DomainError) -> bool:
    return OUR_NAMES.get(error.field, error.field) in TimeForm.base_fields


# --- 1: when ------------------------------------------------------------------------------------------


def when(asked: Asked, error: DomainError | None = None) -> HttpResponse:
    """Days, lengths, half-hours; for a new booking or for another time of one (`Choice.hold`)."""
    schedule = asked.schedule
    options = times.days(asked.choice, schedule, now=asked.now)
    open_days = {one.day for one in options}
    if asked.choice.day and asked.choice.day not in open_days:
        error = _no_such_day(asked)
    if asked.choice.day not in open_days:
        asked = asked.but(day=times.first_day(options, lambda day: _has_time(asked.but(day=day), schedule)), start=None)
        options = times.days(asked.choice, schedule, now=asked.now)
    hall = asked.choice.load(asked.now, schedule=schedule)
    longest = hall.longest(asked.choice.kind)
    if asked.choice.minutes > longest and (error is None or error.code != "too-long"):
        asked = asked.but(minutes=longest)
    form = TimeForm({} if error else None)
    if error:
        put(form, error)
    context = {**asked.context, **_offered(asked, hall, options), "form": form}
    return render(asked.request, "front/seats/when.html", context, status=422 if error else 200)


def _offered(asked: Asked, hall: HallDay, options: list[times.Option]) -> dict[str, Any]:
    choice = asked.choice
    parts = times.parts(choice, hall, who=asked.who)
    return {
        "choice": choice,
        "hall": hall,
        "shown_days": options[: times.SHOWN_DAYS],
        "later_days": options[times.SHOWN_DAYS :],
        "lengths": times.lengths(choice, hall),
        "kinds": times.kinds(choice, hall, is_reader=asked.reader is not None),
        "parts": parts,
        "is_full": not any(time.is_free for _words, found in parts for time in found),
        "is_for_readers": asked.reader is None and bool(choice.kind) and not hall.is_for_guests(choice.kind),
        "has_wheelchair": any(one.seat.wheelchair for one in hall.seats),
        "closure": hall.schedule.closure(asked.now),
        "longest": rules.minutes_words(hall.longest(choice.kind)),
        "grace": rules.span_words(hall.rules.grace),
        "length_words": rules.minutes_words(choice.minutes),
        "day_words": long_date(choice.day) if choice.day else "",
        "is_later": any(one.is_chosen for one in options[times.SHOWN_DAYS :]),
        "other_kinds_url": choice.but(wheelchair=not choice.wheelchair, seat=None).address("when"),
        "queue_url": choice.address("queue"),
    }


def _no_such_day(asked: Asked) -> DomainError:
    day, today = asked.choice.day, clock.local_date(asked.now)
    if day and day < today:
        return Invalid(_("Цей день уже минув. Виберіть пізніший."), code="in-the-past", field="day")
    hall = asked.choice.load(asked.now)
    try:
        rules.check_horizon(hall, who=_SOMEBODY_WITH_A_PHONE)
    except Conflict as far:
        return Conflict(far.message, code=far.code, field="day")
    return Conflict(_("Цього дня бібліотека не працює. Виберіть інший."), code="closed-then", field="day")


def _has_time(asked: Asked, schedule: Schedule) -> bool:
    hall = asked.choice.load(asked.now, schedule=schedule)
    return any(one.free for one in booking.slots(hall, minutes=asked.choice.minutes, who=asked.who))


_SOMEBODY_WITH_A_PHONE = Who(phone="+380")
"""Whether there is a way to reach the person is not known yet on the first screens."""


def check_time(asked: Asked, hall: HallDay) -> None:
    """What can be judged before anything is known of the person. Raises as `booking.book`."""
    choice = asked.choice
    if choice.starts_at is None:
        raise Invalid(_("Виберіть час."), code="no-time", field="start")
    kind = choice.seat.kind if choice.seat else choice.kind
    rules.check_length(hall, kind=kind, minutes=choice.minutes)
    rules.check_time(hall, starts_at=choice.starts_at, minutes=choice.minutes)
    rules.check_horizon(hall, who=_SOMEBODY_WITH_A_PHONE)
    rules.check_person(hall, who=Who(reader=asked.reader), kind=kind)


# --- 2: where -----------------------------------------------------------------------------------------


def where(asked: Asked) -> HttpResponse:
    """Any seat, or one of those that are free then."""
    hall = asked.choice.load(asked.now)
    wish = asked.choice.but(seat=None).wish
    try:
        seats = booking.candidates(hall, wish=wish, who=asked.who, leaves_walk_ins=True)
    except Conflict as refused:
        slots = booking.slots(hall, minutes=wish.minutes, who=asked.who, kind=wish.kind)
        if not any(one.kept for one in slots if one.starts_at == wish.starts_at):
            raise refused from None
        seats = []
    context = {
        **asked.context,
        "seats": _in_order(hall, seats),
        "plans": _plans(asked, hall, seats),
        "dark": power.during(hall, wish.starts_at, wish.ends_at),
        "when": when_words(asked),
        "back": _back_to_when(asked),
    }
    return render(asked.request, "front/seats/where.html", context)


def _plans(asked: Asked, hall: HallDay, seats: list[Seat]) -> list[plan.Drawn]:
    """Draw the rooms with what is free then. A seat is chosen by a link, unless a name travels in hidden fields."""
    choice = asked.choice
    free = {seat.pk for seat in seats}
    starts_at, ends_at = choice.wish.starts_at, choice.wish.ends_at
    marks = {}
    for one in hall.seats:
        seat = one.seat
        if seat.pk not in free:
            marks[seat.pk] = plan.taken_mark(hall, one, starts_at, ends_at)
        elif choice.seat and choice.seat.pk == seat.pk:
            marks[seat.pk] = plan.Mark("chosen", _("вибрано"), url=_link_to(asked, seat))
        else:
            marks[seat.pk] = plan.Mark("free", _("вільно"), _("вибрати"), _link_to(asked, seat))
    return plan.drawn(choice.place, [one.seat for one in hall.seats], marks)


def _link_to(asked: Asked, seat: Seat) -> str:
    return "" if asked.carried else f"{asked.choice.but(seat=seat).address('where')}#seat-{seat.pk}"


def _in_order(hall: HallDay, seats: list[Seat]) -> list[Seat]:
    """In the office's order: people look for a seat by its name."""
    return [one.seat for one in hall.seats if one.seat in seats]


def _back_to_when(asked: Asked) -> str:
    return asked.choice.but(seat=None).address("when")


def when_words(asked: Asked) -> str:
    """Return `четвер, 15 жовтня, 16:00–17:00`."""
    wish = asked.choice.wish
    return f"{rules.moment_words(wish.starts_at)}–{rules.time_words(wish.ends_at)}"


def seat_words(asked: Asked) -> str:
    """Return the name of the chosen seat, or of the kind, or that any will do."""
    choice = asked.choice
    if choice.seat:
        return f"{choice.seat.name}, {choice.seat.room.name}"
    return str(Kind(choice.kind).label).capitalize() if choice.kind else _("Будь-яке вільне")


# --- 3: who -------------------------------------------------------------------------------------------


def who_form(asked: Asked, *, judged: bool) -> WhoForm:
    """Return the form of the third screen, judged or only filled with what is known."""
    most = most_people(asked)
    if judged:
        return WhoForm(asked.request.POST, most=most)
    return WhoForm(initial=who_known(asked), most=most)


def most_people(asked: Asked) -> int:
    """On how many people the chosen seat is, or the largest of the chosen kind; one where any will do."""
    choice = asked.choice
    if choice.seat:
        return choice.seat.capacity
    if not choice.kind:
        return 1
    return max((one.seat.capacity for one in choice.load(asked.now).seats if one.seat.kind == choice.kind), default=1)


def who_known(asked: Asked) -> dict[str, Any]:
    """Return what the person has told before, or what a reader's card tells."""
    if asked.carried:
        return {name: told for name, told in asked.carried.items() if told}
    reader = asked.reader
    return {"nickname": reader.given_name, "phone": reader.phone, "email": reader.email} if reader else {}


def you(asked: Asked, form: WhoForm) -> HttpResponse:
    """A name, one way to be reached, an age, a purpose."""
    context = {
        **asked.context,
        "form": form,
        "when": when_words(asked),
        "seat_words": seat_words(asked),
        "back": asked.choice.address("where"),
        "adult_under": asked.choice.load(asked.now).rules.adult_under,
    }
    return render(asked.request, "front/seats/you.html", context, status=422 if form.errors else 200)


# --- The queue ----------------------------------------------------------------------------------------


def no_days() -> DomainError:
    return Conflict(_("Найближчими днями бібліотека не працює."), code="closed-then")


def queue(asked: Asked, form: QueueForm, options: list[times.Option]) -> HttpResponse:
    """«Стати в чергу»: one screen."""
    context = {
        **asked.context,
        "form": form,
        "day_words": long_date(asked.choice.day) if asked.choice.day else "",
        "days": options,
        "offer": rules.span_words(halls.rules_of(asked.choice.place).offer),
        "back": asked.choice.address("when"),
    }
    return render(asked.request, "front/seats/queue.html", context, status=422 if form.errors else 200)


# --- 4: check -----------------------------------------------------------------------------------------


def check_all(asked: Asked, form: WhoForm) -> Who:
    """Return the person when they may book what they chose. Raises as `booking.book`."""
    who = cleaned(form.who(asked.choice, asked.reader))
    hall = asked.choice.load(asked.now)
    wish = asked.choice.wish
    booking.check_can_book(hall, wish=wish, who=who, by_staff=False)
    booking.candidates(hall, wish=wish, who=who, leaves_walk_ins=True)
    return who


def check(asked: Asked, who: Who) -> HttpResponse:
    """«Перевірте»: every answer with «Змінити», then one button."""
    contact = ", ".join(filter(None, (display_phone(who.phone) if who.phone else "", who.email)))
    rows = [
        (_("Коли"), when_words(asked), "when"),
        (_("Місце"), seat_words(asked), "where"),
        (_("Як звертатися"), who.nickname, "you"),
        (_("Зв’язок"), contact or _("без зв’язку: запишете код"), "you"),
        (_("Вік"), dict(AGES).get(who.age_group, _("не сказано")), "you"),
        (_("Для чого"), Purpose(who.purpose).label if who.purpose else _("не сказано"), "you"),
    ]
    if who.people > 1:
        rows.append((_("Скільки людей"), str(who.people), "you"))
    context = {
        **asked.context,
        "rows": [(label, value, reverse(f"seats:{name}")) for label, value, name in rows],
        "key": asked.request.POST.get("key") or uuid4(),
    }
    return render(asked.request, "front/seats/check.html", context)
