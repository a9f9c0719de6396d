"""Reading what waits, what was printed, and what people are told about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from oseredok.base.core import clock
from oseredok.library.offer import queries as offer
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.services.printing import rules
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings
from oseredok.spine.journal.models import Entry

LIVE = (PrintFile.State.WAITING, PrintFile.State.PRINTING)


def settings_of(library: Library) -> PrintSettings:
    """Return the settings of a library; those of one that has none yet are the defaults, not kept."""
    return PrintSettings.objects.filter(library=library).first() or PrintSettings(library=library)


def libraries_that_take_files(*, on: date) -> list[Library]:
    """Return the libraries of that day to which a file may be sent, the central one first."""
    taking = set(PrintSettings.objects.filter(takes_files=True).values_list("library_id", flat=True))
    return [library for library in places.libraries(on=on) if library.pk in taking]


def waiting(*, place: Library, now: datetime) -> QuerySet[PrintFile]:
    """Return the files of a library that are still there, the oldest first. One whose day is over is not."""
    return PrintFile.objects.filter(library=place, state__in=LIVE, expires_at__gt=now).order_by("uploaded_at", "pk")


def by_code(code: str, *, now: datetime) -> PrintFile | None:
    """Return a file that is still there, whichever library it was sent to: people come where it is near."""
    digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    if len(digits) != 5:
        return None
    found = PrintFile.objects.filter(code=digits, state__in=LIVE, expires_at__gt=now)
    return found.select_related("library").first()


def sent_file(public_id: UUID, *, now: datetime) -> PrintFile | None:
    """Return what the page of a file tells about: ended ones too, until their day is over."""
    return PrintFile.objects.filter(public_id=public_id, expires_at__gt=now).select_related("library").first()


def jobs_of_the_day(*, place: Library, now: datetime) -> QuerySet[PrintJob]:
    """Return today's jobs and those still open, the latest first."""
    start, _end = clock.day_bounds(clock.local_date(now))
    jobs = PrintJob.objects.filter(place=place).select_related("staff", "place")
    return (jobs.filter(sent_at__gte=start) | jobs.filter(state=PrintJob.State.SENT)).order_by("-sent_at", "-pk")


def files_of(jobs: Iterable[PrintJob], *, now: datetime) -> dict[UUID, PrintFile]:
    """Return the files that still wait behind these jobs, by their public id."""
    wanted = [job.file for job in jobs]
    found = PrintFile.objects.filter(public_id__in=wanted, state__in=LIVE, expires_at__gt=now)
    return {file.public_id: file for file in found}


@dataclass(frozen=True)
class Counted:
    """A service of the counter, and how many pages of it were recorded today."""

    kind: ServiceKind
    pages: int


def counted_today(*, place: Library, now: datetime) -> list[Counted]:
    """Return the services that the counter offers here, each with today's pages from the journal."""
    kinds = {kind.code: kind for kind in offer.desk_kinds().filter(code__in=rules.KINDS)}
    rows = Entry.objects.filter(place=place, local_date=clock.local_date(now), kind__in=kinds.values())
    pages = dict(rows.values_list("kind__code").annotate(pages=Sum("quantity")))
    return [Counted(kinds[code], pages.get(code, 0)) for code in rules.KINDS if code in kinds]
