"""Verbs of the register: add and correct a document, keep and remove its files, remind of reviews."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import TypedDict
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import changes
from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import tidy
from oseredok.base.core.uploads import DOCUMENTS, check_upload, name_for_people, safe_name
from oseredok.base.mail.actions import queue_letter
from oseredok.library.documents import queries, rules
from oseredok.library.documents.models import Document, DocumentFile
from oseredok.library.people import queries as people
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library

MOST_FILES = 20


class Details(TypedDict):
    """What stands in the register about a document."""

    kind: str
    number: str
    dated: date
    title: str
    place: Library | None
    seen_by: str
    in_force_from: date | None
    in_force_until: date | None
    review_on: date | None
    replaces: Document | None
    note: str


@transaction.atomic
def add_document(*, details: Details, duty: Duty, now: datetime) -> Document:
    """Write a document into the register.

    Raises:
        NotAllowed (`document-not-yours`), Invalid (days), Conflict (`number-taken`).
    """
    document = Document(added_at=now, added_by=duty.account)
    return _write(document, details=details, duty=duty, now=now)


@transaction.atomic
def correct_document(*, document: Document, details: Details, duty: Duty, now: datetime) -> Document:
    """Correct what stands in the register. Raises like `add_document`."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    rules.check_can_write(duty, place_id=document.place_id)
    return _write(document, details=details, duty=duty, now=now)


def add_file(*, document: Document, file: UploadedFile, duty: Duty, now: datetime) -> DocumentFile:
    """Keep a file as it was sent, under a name of ours.

    Raises:
        NotAllowed; Invalid (`file_…`: empty, too large, of a kind that is not taken); Conflict (`file-twice`, `many-files`).
    """
    rules.check_can_write(duty, place_id=document.place_id)
    mime = check_upload(file, DOCUMENTS)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    name = name_for_people(file.name or "", mime)
    file.name = safe_name(mime, uuid4().hex)
    row = DocumentFile(
        document=document,
        name=name,
        mime=mime,
        size=file.size or 0,
        sha256=digest.hexdigest(),
        added_at=now,
        added_by=duty.account,
    )
    with transaction.atomic():
        kept = Document.objects.select_for_update().get(pk=document.pk).files
        if kept.filter(sha256=row.sha256).exists():
            raise Conflict(_("Такий самий файл тут уже є."), code="file-twice", field="file")
        if kept.count() >= MOST_FILES:
            raise Conflict(_("Файлів уже забагато. Додайте новий документ."), code="many-files", field="file")
        row.file.save(file.name, file, save=False)
        try:
            row.save()
        except BaseException:
            row.file.delete(save=False)  # no file without its row
            raise
    return row


@transaction.atomic
def remove_file(*, file: DocumentFile, duty: Duty) -> None:
    """Take away a file that was added by mistake; that it was there stays in the log of changes."""
    rules.check_can_write(duty, place_id=file.document.place_id)
    kept = file.file
    file.delete()
    transaction.on_commit(lambda: kept.delete(save=False))


def remind_of_reviews(*, now: datetime) -> int:
    """Write to those who lead about documents to be read anew: once for each date of review. Return how many are due."""
    due = queries.to_review(on=local_date(now))
    for row in due:
        document = row.document
        for account in people.holders(roles=(Role.HEAD, Role.DIRECTOR), place=document.place):
            if account.email:
                queue_letter(
                    template="document_review",
                    to=account.email,
                    context={"title": document.title, "review_on": document.review_on},
                    key=f"document-review:{document.pk}:{document.review_on}:{account.pk}",
                    now=now,
                    about=("documents", str(document.pk)),
                )
    return len(due)


def _write(document: Document, *, details: Details, duty: Duty, now: datetime) -> Document:
    place = details["place"]
    rules.check_can_write(duty, place_id=place.pk if place else None)
    rules.check_days(
        dated=details["dated"],
        in_force_from=details["in_force_from"],
        in_force_until=details["in_force_until"],
        today=local_date(now),
    )
    title, number = tidy(details["title"]), tidy(details["number"])
    if not title:
        raise Invalid(_("Напишіть назву документа."), code="no-title", field="title")
    _check_number(document, kind=details["kind"], number=number, dated=details["dated"], place=place)
    _check_replaces(document, details["replaces"], duty)
    for name, value in {**details, "title": title, "number": number, "note": tidy(details["note"])}.items():
        setattr(document, name, value)
    document.save()
    changes.tell("document")  # what it replaces, or has replaced until now, too
    return document


def _check_number(document: Document, *, kind: str, number: str, dated: date, place: Library | None) -> None:
    same = Document.objects.filter(kind=kind, number=number, dated__year=dated.year, place=place)
    if number and same.exclude(pk=document.pk).exists():
        sentence = _("Документ цього виду з номером {number} за {year} рік уже є.")
        raise Conflict(sentence.format(number=number, year=dated.year), code="number-taken", field="number")


def _check_replaces(document: Document, other: Document | None, duty: Duty) -> None:
    if other is None:
        return
    if not rules.can_see(other, duty):
        raise Invalid(_("Такого документа немає."), code="replaces-unknown", field="replaces")
    step: Document | None = other
    while step is not None:
        if step.pk == document.pk:
            raise Invalid(_("Документ не може замінювати сам себе."), code="replaces-itself", field="replaces")
        step = step.replaces
