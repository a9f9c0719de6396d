"""What people wrote of barriers and where to answer them, files that they sent to be printed, saved searches: cleared by a closing."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from oseredok.faces.front.models import Barrier
from oseredok.library.places.models import Library
from oseredok.management.closing.leftovers import Leftover
from oseredok.services.alerts import actions as alerts
from oseredok.services.alerts.models import SavedSearch
from oseredok.services.printing import actions as printing
from oseredok.services.printing.models import PrintFile


def _told(place: Library | None) -> QuerySet[Barrier]:
    rows = Barrier.objects.filter(~Q(what="") | ~Q(where="") | ~Q(contact=""))
    return rows if place is None else rows.none()


def _clear(place: Library | None, _now: datetime) -> None:
    """By a statement: what is erased must not reach the log of changes as «before». Days and decisions stay."""
    _told(place).update(what="", where="", contact="")


BARRIERS = Leftover("barriers", _("повідомлення про перешкоди"), lambda place: _told(place).count(), _clear)


def _files(place: Library | None) -> int:
    rows = PrintFile.objects.all() if place is None else PrintFile.objects.filter(library=place)
    return rows.count()


PRINT_FILES = Leftover(
    "print_files", _("файли, надіслані на друк"), _files, lambda place, _now: printing.erase_files(library=place)
)


def _searches(place: Library | None) -> QuerySet[SavedSearch]:
    rows = SavedSearch.objects.all()
    return rows if place is None else rows.none()


def _forget_searches(place: Library | None, now: datetime) -> None:
    while alerts.forget(_searches(place), now=now):
        pass


SEARCHES = Leftover(
    "saved_searches",
    _("збережені пошуки й адреси для листів"),
    lambda place: _searches(place).count(),
    _forget_searches,
)
