"""Personal data that belongs to no reader: applications, letters, answered requests. Cleared when a closing erases.

    leftovers.register(Leftover("barriers", _("адреси тих, хто повідомив про перешкоду"), count, clear))

`count(place)` and `clear(place, now)` get the library, or None when the whole centre closes. A branch that closes leaves
what belongs to the whole system.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter
from oseredok.library.people.imports import actions as imports
from oseredok.library.people.imports.models import Batch
from oseredok.library.people.registry.models import Application
from oseredok.library.places.models import Library
from oseredok.library.privacy.models import SubjectRequest
from oseredok.spine.feedback import comments
from oseredok.spine.feedback.models import Comment, FollowUp


@dataclass(frozen=True)
class Leftover:
    """One kind of it."""

    code: str
    title: str | Promise
    count: Callable[[Library | None], int]
    clear: Callable[[Library | None, datetime], None]


_leftovers: dict[str, Leftover] = {}


def register(leftover: Leftover) -> None:
    """Make it known. Registering the same code again replaces the former."""
    _leftovers[leftover.code] = leftover


def counts(place: Library | None) -> list[tuple[str, int]]:
    """Return what there is to clear, in words."""
    found = [(str(one.title), one.count(place)) for one in _leftovers.values()]
    return [(title, number) for title, number in found if number]


def clear(place: Library | None, now: datetime) -> None:
    """Clear all of it, each kind whole."""
    for one in _leftovers.values():
        with transaction.atomic():
            one.clear(place, now)


def _applications(place: Library | None) -> QuerySet[Application]:
    return Application.objects.all() if place is None else Application.objects.filter(library=place)


def _files(place: Library | None) -> QuerySet[Batch]:
    rows = Batch.objects.filter(file_deleted_on__isnull=True)
    return rows if place is None else rows.filter(library=place)


def _delete_files(place: Library | None, now: datetime) -> None:
    for batch in _files(place):
        imports.delete_file(batch=batch, now=now)


def _letters(place: Library | None) -> QuerySet[Letter]:
    return Letter.objects.exclude(to="") if place is None else Letter.objects.none()


def _forget_letters(place: Library | None, now: datetime) -> None:
    if place is None:
        mail.forget_letters(found=~Q(to=""), now=now)


def _requests(place: Library | None) -> QuerySet[SubjectRequest]:
    told = ~Q(from_name="") | ~Q(contact="") | ~Q(details="") | ~Q(answer="")
    rows = SubjectRequest.objects.filter(told, answered_on__isnull=False)
    return rows if place is None else rows.none()


def _blank_requests(place: Library | None, _now: datetime) -> None:
    _requests(place).update(from_name="", contact="", details="", answer="", reader=None)


def _drop_applications(place: Library | None, _now: datetime) -> None:
    _applications(place).delete()


def _comments(place: Library | None) -> QuerySet[Comment]:
    rows = Comment.objects.exclude(text="")
    return rows if place is None else rows.filter(place=place)


def _forget_comments(place: Library | None, now: datetime) -> None:
    """The person's own words go, also of those on the site: what was shown there is the library's publication."""
    comments.forget(_comments(place), today=clock.local_date(now), limit=None)


def _follow_ups(place: Library | None) -> QuerySet[FollowUp]:
    return FollowUp.objects.all() if place is None else FollowUp.objects.filter(place=place)


def _drop_follow_ups(place: Library | None, _now: datetime) -> None:
    _follow_ups(place).delete()


for _one in (
    Leftover("comments", _("слова відгуків"), lambda place: _comments(place).count(), _forget_comments),
    Leftover(
        "follow_ups", _("адреси для листа за кілька тижнів"), lambda place: _follow_ups(place).count(), _drop_follow_ups
    ),
    Leftover("applications", _("заяви на квиток"), lambda place: _applications(place).count(), _drop_applications),
    Leftover("imports", _("файли, з яких переносили читачів"), lambda place: _files(place).count(), _delete_files),
    Leftover("letters", _("листи"), lambda place: _letters(place).count(), _forget_letters),
    Leftover(
        "requests", _("запити про дані, на які відповіли"), lambda place: _requests(place).count(), _blank_requests
    ),
):
    register(_one)
