"""What must be over before a library closes: each a sentence with its cure and the page of it.

stops.register(Stop("loans", find_loans))       # find(closing, now) → Found or None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words
from oseredok.base.core.text import counted
from oseredok.base.mail.models import Letter
from oseredok.base.mail.models import State as LetterState
from oseredok.library.places.models import Library
from oseredok.library.privacy.models import Incident, SubjectRequest
from oseredok.management.closing import export, persons
from oseredok.management.closing.models import OVER, Closing, State
from oseredok.spine.journal.models import Entry


@dataclass(frozen=True)
class Found:
    """What is not over yet, what to do about it, and where."""

    sentence: str
    cure: str
    url: str = ""


@dataclass(frozen=True)
class Stop:
    """One thing to look for. `early` is worth telling from the first day on; the rest only before the last button."""

    code: str
    find: Callable[[Closing, datetime], Found | None]
    early: bool = True


_stops: dict[str, Stop] = {}


def register(stop: Stop) -> None:
    """Make a stop known. Registering the same code again replaces the former."""
    _stops[stop.code] = stop


def found(closing: Closing, now: datetime, *, early: bool = False) -> list[Found]:
    """Return what stands in the way; with `early` only what people have to finish, not the steps of the closing."""
    wanted = [stop for stop in _stops.values() if stop.early or not early]
    return [one for stop in wanted if (one := stop.find(closing, now)) is not None]


# --- What people have to finish -----------------------------------------------------------------------


def _inside(closing: Closing, _now: datetime) -> Found | None:
    here = apps.get_model("visits", "Visit")._default_manager.filter(left_at__isnull=True, cancelled_at__isnull=True)
    if closing.place is not None:
        here = here.filter(place=closing.place)
    if not (count := here.count()):
        return None
    told = counted(
        count, _("відвідування ще не закінчено"), _("відвідування ще не закінчено"), _("відвідувань ще не закінчено")
    )
    return Found(f"{told}.", _("Позначте за стійкою, що люди вийшли."), reverse("desk:today"))


def _unfinished(closing: Closing, now: datetime) -> Found | None:
    """Loans, bookings, visits of readers: whatever a room says is not over."""
    if not (count := persons.unfinished(closing.place, now)):
        return None
    told = counted(count, _("читач має незавершене"), _("читачі мають незавершене"), _("читачів мають незавершене"))
    cure = _("Прийміть позичене, завершіть відвідування й бронювання: сторінка читача каже, що саме.")
    return Found(f"{told}.", cure, reverse("people:readers"))


def _requests(closing: Closing, _now: datetime) -> Found | None:
    """Of a branch those of its readers; whoever is no reader asks the whole system, and the system works on."""
    waiting = SubjectRequest.objects.filter(answered_on__isnull=True)
    if closing.place is not None:
        waiting = waiting.filter(reader__home_library=closing.place)
    if not (count := waiting.count()):
        return None
    told = counted(
        count,
        _("запит про персональні дані без відповіді"),
        _("запити про персональні дані без відповіді"),
        _("запитів про персональні дані без відповіді"),
    )
    return Found(f"{told}.", _("Дайте відповідь."), reverse("privacy_office:requests"))


def _incidents(closing: Closing, _now: datetime) -> Found | None:
    count = Incident.objects.filter(closed_on__isnull=True).count() if closing.place is None else 0
    if not count:
        return None
    told = counted(
        count,
        _("інцидент із даними не закрито"),
        _("інциденти з даними не закрито"),
        _("інцидентів із даними не закрито"),
    )
    return Found(f"{told}.", _("Запишіть, чим скінчилося, і закрийте."), reverse("privacy_office:incidents"))


def _letters(closing: Closing, _now: datetime) -> Found | None:
    """What is on its way. Where no mail was ever set up, letters wait for ever: `ahead` tells how many are lost."""
    on_the_way = (LetterState.QUEUED, LetterState.SENDING)
    if closing.place is not None or not (count := Letter.objects.filter(state__in=on_the_way).count()):
        return None
    told = counted(count, _("лист ще не відіслано"), _("листи ще не відіслано"), _("листів ще не відіслано"))
    cure = _("Зачекайте або виправте пошту: розділ «Листи» скаже, що не так.")
    return Found(f"{told}.", cure, reverse("office:letters"))


# --- Steps of the closing itself ----------------------------------------------------------------------


def _branches(closing: Closing, _now: datetime) -> Found | None:
    others = Closing.objects.filter(place__isnull=False).exclude(Q(state__in=OVER) | Q(state=State.CLOSED))
    if closing.place is not None or not (one := others.first()):
        return None
    return Found(
        _("Окремо закривають: {what}.").format(what=one.what),
        _("Завершіть або скасуйте те закриття: центр закривають разом з усім, що в ньому лишилося."),
        reverse("office:closing", args=[one.public_id]),
    )


def _day(closing: Closing, now: datetime) -> Found | None:
    if closing.planned_on <= clock.local_date(now):
        return None
    sentence = _("День закриття ще не настав: {day}").format(day=date_words(closing.planned_on))
    return Found(sentence, _("Зачекайте або змініть день."), reverse("office:closing_day", args=[closing.public_id]))


def _worked_later(closing: Closing, _now: datetime) -> Found | None:
    later = Entry.objects.filter(local_date__gte=closing.planned_on)
    if closing.place is not None:
        later = later.filter(place=closing.place)
    last = later.order_by("-local_date").values_list("local_date", flat=True).first()
    if last is None:
        return None
    return Found(
        _("У щоденнику є записи за {day}, а закриття того дня вже мало бути.").format(day=date_words(last)),
        _("Перенесіть день закриття на пізніший."),
        reverse("office:closing_day", args=[closing.public_id]),
    )


def _export(closing: Closing, _now: datetime) -> Found | None:
    page = reverse("office:closing", args=[closing.public_id])
    if closing.exported_at is None or not export.path_of(closing).is_file():
        return Found(_("Дані ще не вивантажено."), _("Вивантажте дані бібліотеки."), page)
    later = Entry.objects.filter(recorded_at__gt=closing.exported_at)
    if closing.place is not None:
        later = later.filter(place=closing.place)
    if not (count := later.count()):
        return None
    told = counted(count, _("запис"), _("записи"), _("записів"))
    return Found(_("Після вивантаження у щоденнику з’явилося: {told}.").format(told=told), _("Вивантажте знову."), page)


def _data(closing: Closing, _now: datetime) -> Found | None:
    if closing.data_decision is not None or not persons.with_a_person(closing.place).exists():
        return None
    return Found(
        _("Не вирішено, що робити з даними читачів."),
        _("Запишіть рішення."),
        reverse("office:closing_data", args=[closing.public_id]),
    )


def _target(closing: Closing, _now: datetime) -> Found | None:
    decision = closing.data_decision
    target = decision.move_to if decision else None
    if target is None or (target.closed_on is None and not is_closing(target)):
        return None
    return Found(
        _("Бібліотеку, до якої переводимо читачів, закрито або закривають: {name}.").format(name=target.short_name),
        _("Виберіть іншу."),
        reverse("office:closing_data", args=[closing.public_id]),
    )


def is_closing(place: Library) -> bool:
    """Whether somebody prepares to close this library, alone or with the whole centre."""
    return Closing.objects.filter(Q(place=place) | Q(place__isnull=True)).exclude(state__in=OVER).exists()


for _stop in (
    Stop("inside", _inside),
    Stop("unfinished", _unfinished, early=False),  # asks every room about every reader
    Stop("requests", _requests),
    Stop("incidents", _incidents),
    Stop("letters", _letters),
    Stop("branches", _branches, early=False),
    Stop("day", _day, early=False),
    Stop("worked_later", _worked_later, early=False),
    Stop("export", _export, early=False),
    Stop("data", _data, early=False),
    Stop("target", _target, early=False),
):
    register(_stop)
