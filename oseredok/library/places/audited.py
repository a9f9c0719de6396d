"""What the log of changes keeps of places and of their hours; the week and the sanitary day are told by the verbs that set them."""

from django.utils.translation import gettext_lazy as _

from oseredok.base.audit.registry import Audited, register
from oseredok.base.core.dates import date_words
from oseredok.library.places import outages
from oseredok.library.places.models import (
    Closure,
    HoursException,
    Library,
    LibrarySystem,
    PlannedOutage,
    PublicHoliday,
    Room,
)


def declare() -> None:
    register(Audited(model=LibrarySystem, called=_("відомості про бібліотечну систему")))
    register(Audited(model=Library, called=_("відомості про бібліотеку"), place=lambda library: library.pk))
    register(Audited(model=Room, called=_("приміщення"), place=lambda room: room.library_id))
    register(
        Audited(
            model=HoursException,
            called=_("виняток із розкладу"),
            name=lambda row: f"{row.get_kind_display()}, {date_words(row.starts_on)}",
            place=lambda row: row.library_id,
        )
    )
    register(Audited(model=Closure, called=_("тимчасове закриття"), place=lambda row: row.library_id))
    register(
        Audited(
            model=PlannedOutage,
            called=_("планове вимкнення світла"),
            name=outages.words,
            place=lambda row: row.library_id,
        )
    )
    register(Audited(model=PublicHoliday, called=_("державне свято")))
