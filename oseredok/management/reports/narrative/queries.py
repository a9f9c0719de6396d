"""Reads of the reports."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.reports.frozen import queries as frozen
from oseredok.management.reports.frozen.queries import Correction
from oseredok.management.reports.narrative import composing, pieces, rules
from oseredok.management.reports.narrative.models import Block, Edition, Mark, Report
from oseredok.management.reports.narrative.pieces import Paper


class Changed(Conflict):
    """Somebody changed a signed report past the program: it is not to be trusted."""

    default_code = "report-changed"


@dataclass(frozen=True)
class Published:
    """A report that everybody may read."""

    title: str
    on: datetime
    document_id: UUID


def reports() -> QuerySet[Report]:
    """Return every report, the latest period first, ready to be told."""
    places = Prefetch("places", Library.objects.order_by("-is_central", "order", "pk"))
    return Report.objects.select_related("created_by", "published", "copied_from").prefetch_related(places, "marks")


def seen_by(duty: Duty) -> list[Report]:
    """Return the reports that a member of the office may read."""
    return [one for one in reports() if can_see(one, duty)]


def can_see(report: Report, duty: Duty) -> bool:
    """Whoever leads at one of its libraries reads a report; that of the whole system is read by the whole office."""
    if report.everywhere:
        return any(role in rules.READERS for role, _place in duty.held)
    return any(duty.holds(*rules.READERS, at=place.pk) for place in report.places.all())


def waiting_for_signature(duty: Duty) -> list[Report]:
    """Return the reports that this duty may sign and that wait for it."""
    found = reports().filter(state=Report.State.PREPARED, discarded_at__isnull=True)
    return [one for one in found if rules.holds_all(duty, rules.SIGNERS, ids_of(one))]


def ids_of(report: Report) -> list[int] | None:
    """Return the libraries that a report is about; None for the whole system."""
    return None if report.everywhere else [place.pk for place in report.places.all()]


def blocks_of(report: Report) -> list[Block]:
    """Return the blocks in order, without those taken out."""
    return list(report.blocks.filter(removed_at__isnull=True).select_related("changed_by"))


def removed_blocks(report: Report) -> list[Block]:
    return list(report.blocks.filter(removed_at__isnull=False).order_by("-removed_at"))


def paper(report: Report, *, now: datetime) -> Paper:
    """Return what the report says: a draft with today's numbers, a signed one word by word as it was signed.

    Raises Changed when what was signed is not what its digest was made of.
    """
    if report.is_signed:
        return signed_paper(report.edition)
    blocks = blocks_of(report)
    return composing.paper_of(report, blocks, composing.live_content(report, blocks, now=now))


def signed_paper(edition: Edition) -> Paper:
    if pieces.digest(edition.content) != edition.digest:
        raise Changed(_("Підписаний звіт змінено повз програму: контрольна сума не сходиться."))
    return pieces.read(edition.content)


def file_of(edition: Edition, kind: str) -> bytes:
    """Return a kept file, compared with its digest first. Raises Changed, FileNotFoundError."""
    with getattr(edition, kind).open("rb") as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != getattr(edition, f"{kind}_sha256"):
        raise Changed(_("Файл підписаного звіту змінено повз програму: контрольна сума не сходиться."))
    return content


def corrections(report: Report) -> list[Correction]:
    """Return the indicators that the journal has changed since the signature."""
    return frozen.corrections_since(report.snapshot) if report.snapshot else []


def log_of(report: Report) -> QuerySet[Mark]:
    """Return the log of signatures, the oldest first."""
    return report.marks.select_related("account")


def published() -> list[Published]:
    """Return the reports on the site, the latest first."""
    found = Report.objects.filter(published__isnull=False).select_related("published")
    marks = Mark.objects.filter(what=Mark.What.PUBLISHED, report__in=found).values_list("report_id", "at")
    moments = dict(marks)
    rows = [
        Published(one.published.title, moments[one.pk], one.published.public_id)
        for one in found
        if one.published is not None and one.published.seen_by == one.published.For.EVERYBODY and one.pk in moments
    ]
    return sorted(rows, key=lambda row: row.on, reverse=True)
