"""What must be over before a library closes: each a sentence with its cure. Rooms are asked through the model registry.

stops.register(Stop("loans", find_loans))       # find(place or None, now) → Found or None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oseredok.base.mail.models import Letter
from oseredok.base.mail.models import State as LetterState
from oseredok.library.places.models import Library
from oseredok.library.privacy.models import SubjectRequest


@dataclass(frozen=True)
class Found:
    """What is not over yet, and what to do about it."""

    sentence: str
    cure: str


@dataclass(frozen=True)
class Stop:
    """One thing to look for."""

    code: str
    find: Callable[[Library | None, datetime], Found | None]


_stops: dict[str, Stop] = {}


def register(stop: Stop) -> None:
    """Make a stop known. Registering the same code again replaces the former."""
    _stops[stop.code] = stop


def found(place: Library | None, now: datetime) -> list[Found]:
    """Return what is not over at a place, or in the whole centre."""
    return [one for stop in _stops.values() if (one := stop.find(place, now)) is not None]


def _inside(place: Library | None, _now: datetime) -> Found | None:
    here = apps.get_model("visits", "Visit")._default_manager.filter(left_at__isnull=True, cancelled_at__isnull=True)
    if place is not None:
        here = here.filter(place=place)
    if not (count := here.count()):
        return None
    told = ngettext("{count} відвідування ще не закінчено.", "{count} відвідувань ще не закінчено.", count)
    return Found(told.format(count=count), _("Позначте за стійкою, що люди вийшли."))


def _requests(_place: Library | None, _now: datetime) -> Found | None:
    if not (count := SubjectRequest.objects.filter(answered_on__isnull=True).count()):
        return None
    told = ngettext(
        "{count} запит про персональні дані без відповіді.",
        "{count} запитів про персональні дані без відповіді.",
        count,
    )
    return Found(told.format(count=count), _("Дайте відповідь у розділі «Персональні дані»."))


def _letters(place: Library | None, _now: datetime) -> Found | None:
    waiting = (LetterState.QUEUED, LetterState.SENDING, LetterState.WAITING_SETTINGS)
    if place is not None or not (count := Letter.objects.filter(state__in=waiting).count()):
        return None
    told = ngettext("{count} лист ще не відіслано.", "{count} листів ще не відіслано.", count)
    return Found(told.format(count=count), _("Зачекайте або виправте пошту: розділ «Листи» скаже, що не так."))


for _stop in (Stop("inside", _inside), Stop("requests", _requests), Stop("letters", _letters)):
    register(_stop)
