"""What people wrote of barriers and where to answer them: cleared when the whole centre is closed and erases."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from oseredok.faces.front.models import Barrier
from oseredok.library.places.models import Library
from oseredok.management.closing.leftovers import Leftover


def _told(place: Library | None) -> QuerySet[Barrier]:
    rows = Barrier.objects.filter(~Q(what="") | ~Q(where="") | ~Q(contact=""))
    return rows if place is None else rows.none()


def _clear(place: Library | None, _now: datetime) -> None:
    """By a statement: what is erased must not reach the log of changes as «before». Days and decisions stay."""
    _told(place).update(what="", where="", contact="")


BARRIERS = Leftover("barriers", _("повідомлення про перешкоди"), lambda place: _told(place).count(), _clear)
