"""The signature: numbers, page and files are made once and kept for ever; then, if one wants, shown on the site."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import tidy
from oseredok.library.documents import actions as documents
from oseredok.library.documents.actions import Details
from oseredok.library.documents.models import Document
from oseredok.library.people.access import Duty
from oseredok.management.reports.frozen.actions import freeze
from oseredok.management.reports.narrative import composing, docx, pdf, pieces, rules
from oseredok.management.reports.narrative.actions import (
    check_number,
    locked,
    mark,
    place_ids,
    position_of,
    signed_name,
)
from oseredok.management.reports.narrative.models import Edition, Mark, Report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def sign_report(*, report: Report, number: str, dated: date, duty: Duty, now: datetime) -> Report:
    """Freeze the numbers, keep the page and both files, write the signature down.

    Raises:
        NotAllowed (`not-a-signer`), Conflict (`period-not-over`, `signed`, `number-taken`, `report-empty`), Invalid (`dated-…`).
    """
    with _files_only_with_rows() as kept, transaction.atomic():
        report = locked(report)
        rules.check_can_sign(report, duty, place_ids=place_ids(report), today=local_date(now))
        _check_date(report, dated, today=local_date(now))
        report.number, report.dated = tidy(number), dated
        check_number(report, number=report.number, dated=dated)
        blocks = list(report.blocks.filter(removed_at__isnull=True))
        codes = composing.codes_of(blocks)
        places = composing.places_of(report)
        snapshot = freeze(codes=codes, period=report.period, places=places, now=now) if codes else None
        content = snapshot.content if snapshot else composing.live_content(report, blocks, now=now)
        head = composing.head_of(report, position=position_of(duty), signer=signed_name(duty.account))
        paper = composing.paper_of(report, blocks, content, head=head)
        if not paper.printed:
            raise Invalid(_("У звіті ще нічого немає."), code="report-empty")
        _keep(report, paper, kept, now=now)
        report.state, report.signed_at, report.snapshot, report.changed_at = Report.State.SIGNED, now, snapshot, now
        report.save()
        mark(report, Mark.What.SIGNED, duty, now=now)
    return report


def _check_date(report: Report, dated: date, *, today: date) -> None:
    if dated > today:
        raise Invalid(_("Дата звіту ще не настала."), code="dated-ahead", field="dated")
    if dated < report.ends_on:
        raise Invalid(
            _("Звіт не може бути підписаний раніше, ніж скінчився період."), code="dated-early", field="dated"
        )


def _keep(report: Report, paper: pieces.Paper, kept: list[Edition], *, now: datetime) -> None:
    text = pieces.written(paper)
    made = {"pdf": pdf.render(paper, made_at=now), "docx": docx.render(paper, made_at=now)}
    edition = Edition(report=report, content=text, digest=pieces.digest(text), made_at=now)
    kept.append(edition)
    for kind, content in made.items():
        getattr(edition, kind).save(f"{uuid4().hex}.{kind}", ContentFile(content), save=False)
        setattr(edition, f"{kind}_sha256", hashlib.sha256(content).hexdigest())
    edition.save()


@contextmanager
def _files_only_with_rows() -> Iterator[list[Edition]]:
    """No file stays on the disk when its row was not written."""
    made: list[Edition] = []
    try:
        yield made
    except BaseException:
        for edition in made:
            for kept in (edition.pdf, edition.docx):
                if kept:
                    kept.storage.delete(kept.name)
        raise


@transaction.atomic
def publish_report(*, report: Report, duty: Duty, now: datetime) -> Document:
    """Put a signed report among the public documents of the site, with both its files.

    Raises:
        NotAllowed, Conflict (`not-signed`, `already-published`, `photo-without-consent`, `number-taken`).
    """
    report = locked(report)
    blocks = list(report.blocks.filter(removed_at__isnull=True))
    rules.check_can_publish(report, blocks, duty, place_ids=place_ids(report))
    assert report.dated is not None  # noqa: S101 - see the constraint of the table
    places = composing.places_of(report)
    title = _("Звіт {title}").format(title=report.title)
    document = documents.add_document(
        details=Details(
            kind=Document.Kind.REPORT,
            number=report.number,
            dated=report.dated,
            title=title[:300],
            place=places[0] if places and len(places) == 1 else None,
            seen_by=Document.For.EVERYBODY,
            in_force_from=None,
            in_force_until=None,
            review_on=None,
            replaces=None,
            note="",
        ),
        duty=duty,
        now=now,
    )
    for kind, mime in (("pdf", "application/pdf"), ("docx", DOCX)):
        with getattr(report.edition, kind).open("rb") as file:
            sent = SimpleUploadedFile(f"{title[:80]}.{kind}", file.read(), mime)
        documents.add_file(document=document, file=sent, duty=duty, now=now)
    report.published = document
    report.save()
    mark(report, Mark.What.PUBLISHED, duty, now=now)
    return document
