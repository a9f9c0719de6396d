"""Verbs of printing. What waits for a program or a printer is outside the transactions; what is counted is inside."""

from __future__ import annotations

import hashlib
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import NotRequired, TypedDict
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core import uploads
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.papers.pdf import render_pdf
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.services.printing import examining, keeping, queries, queue, rules
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.models import Channel, Entry, Reason

SUBJECT = "printing"
_TRIES = 20


def receive_file(*, file: UploadedFile, library: Library, now: datetime) -> PrintFile:
    """Take a file that somebody sent and return it with its code. Call it outside a transaction: looking takes seconds.

    Raises:
        Conflict (`files_closed`, `files_full`), Invalid (`file_…`, field `file`): see `rules` and `examining`.
    """
    settings = queries.settings_of(library)
    size = file.size or 0
    waiting = queries.waiting(place=library, now=now).count()
    rules.check_can_send(settings, size=size, waiting=waiting, has_room=keeping.has_room())
    kind = examining.kind_of(file)
    with tempfile.TemporaryDirectory(dir=keeping.root(), prefix="looked-at-") as folder:
        examined = examining.examine(file, kind=kind, folder=Path(folder))
        rules.check_pages(settings, pages=examined.pages)
        with examined.pdf.open("rb") as pdf:
            digest = hashlib.file_digest(pdf, "sha256").hexdigest()
        public_id = uuid4()
        keeping.put(public_id, pdf=examined.pdf, picture=examined.picture)
    for _try in range(_TRIES):
        try:
            with transaction.atomic():
                return PrintFile.objects.create(
                    public_id=public_id,
                    library=library,
                    code=str(10_000 + secrets.randbelow(90_000)),
                    name=_name(file, kind),
                    kind=kind,
                    pages=examined.pages,
                    size=keeping.pdf_of(public_id).stat().st_size,
                    sha256=digest,
                    uploaded_at=now,
                    expires_at=now + rules.KEPT,
                )
        except IntegrityError:  # another file has this code
            continue
    keeping.drop(public_id)
    raise rules.full()


def _name(file: UploadedFile, kind: str) -> str:
    """The sender's words with the extension of what is kept: a picture and a text have become a PDF."""
    return uploads.name_for_people(file.name or "", examining.PDF)


def withdraw_file(*, file: PrintFile, now: datetime) -> None:
    """The person changed their mind. Raises Conflict (`file_gone`, `file_printing`)."""
    _end_file(file, state=PrintFile.State.WITHDRAWN, now=now)


def refuse_file(*, file: PrintFile, why: str, now: datetime) -> None:
    """The desk does not print it; the person's page says why. Raises Conflict (`file_gone`, `file_printing`)."""
    _end_file(file, state=PrintFile.State.REFUSED, now=now, refusal=why)


def _end_file(file: PrintFile, *, state: str, now: datetime, refusal: str = "") -> None:
    with transaction.atomic():
        found = PrintFile.objects.select_for_update().get(pk=file.pk)
        rules.check_waits(found, now=now)
        _blank(found, state=state, refusal=refusal)
    keeping.drop(file.public_id)


def _blank(file: PrintFile, *, state: str, refusal: str = "") -> None:
    """What has ended keeps nothing of the person's until the page about it goes too."""
    PrintFile.objects.filter(pk=file.pk).update(state=state, refusal=refusal, code="", name="", sha256="")


class How(TypedDict):
    """How a file is printed; `which` are pages as people write them: «1-3, 5», all by default."""

    copies: int
    is_colour: bool
    is_duplex: bool
    which: NotRequired[str]


def print_file(*, file: PrintFile, place: Library, staff: Account, how: How, now: datetime) -> PrintJob:
    """Send a file to the queue of `place` and return the job. Call it outside a transaction.

    Pages are counted when the queue says that they are printed: see `follow_jobs`. A job that the queue did not take
    stays among the jobs as failed, and the file waits again.

    Raises:
        Conflict (`file_gone`, `file_printing`, `no_queue`, `queue_…`), Invalid: see `rules`.
    """
    settings = queries.settings_of(place)
    rules.check_has_queue(settings)
    with transaction.atomic():
        job = _begin(file, settings, place=place, staff=staff, how=how, now=now, way=PrintJob.Way.QUEUE)
        PrintFile.objects.filter(pk=file.pk).update(state=PrintFile.State.PRINTING)
    try:
        number = _send(file, job)
    except (Conflict, Invalid) as refusal:
        _fail(job, trouble=refusal.message, now=now)
        raise
    except FileNotFoundError:
        _fail(job, trouble=_("Файлу немає на диску."), now=now)
        raise Conflict(_("Файлу немає на диску. Попросіть надіслати його ще раз."), code="file_gone") from None
    PrintJob.objects.filter(pk=job.pk).update(number=number)
    job.number = number
    return job


def _send(file: PrintFile, job: PrintJob) -> int:
    """Give the queue the file, or only the pages that were chosen; return the job's number there."""
    pages = rules.chosen_pages(job.which, of=file.pages)
    with tempfile.TemporaryDirectory(prefix="oseredok-print-") as folder:
        pdf = keeping.pdf_of(file.public_id)
        if len(pages) < file.pages:
            picked = Path(folder, "pages.pdf")
            examining.pick_pages(pdf, pages=pages, into=picked)
            pdf = picked
        return queue.send(
            job.queue, pdf, title=file.code, copies=job.copies, is_colour=job.is_colour, is_duplex=job.is_duplex
        )


def print_by_hand(*, file: PrintFile, place: Library, staff: Account, how: How, now: datetime) -> PrintJob:
    """The librarian has printed the opened file: count the pages, delete the file. Raises as `rules.check_can_print`."""
    settings = queries.settings_of(place)
    with transaction.atomic():
        job = _begin(file, settings, place=place, staff=staff, how=how, now=now, way=PrintJob.Way.BY_HAND)
        _done(job, now=now)
    keeping.drop(file.public_id)
    return job


def _begin(
    file: PrintFile, settings: PrintSettings, *, place: Library, staff: Account, how: How, now: datetime, way: str
) -> PrintJob:
    found = PrintFile.objects.select_for_update().get(pk=file.pk)
    rules.check_can_print(found, settings, **how, now=now)
    queue_address = settings.queue if way == PrintJob.Way.QUEUE else ""
    return PrintJob.objects.create(
        place=place,
        file=found.public_id,
        pages=len(rules.chosen_pages(how.get("which", ""), of=found.pages)),
        way=way,
        queue=queue_address,
        state=PrintJob.State.SENT,
        staff=staff,
        sent_at=now,
        **how,
    )


def follow_jobs(*, now: datetime, place: Library | None = None) -> int:
    """Ask the queues what became of the open jobs; return how many ended. Call it outside a transaction.

    Printed ones are counted and their files deleted; failed ones let the file wait again. A silent queue is asked later.
    """
    ended = 0
    open_jobs = PrintJob.objects.filter(state=PrintJob.State.SENT).select_related("place", "staff")
    if place is not None:
        open_jobs = open_jobs.filter(place=place)
    silent: set[str] = set()
    for job in open_jobs.order_by("pk"):
        if job.number is None:
            if now - job.sent_at > rules.UNANSWERED:
                ended += _fail(job, trouble=_("Зв’язок обірвався, поки надсилали."), now=now)
        elif job.queue not in silent:
            try:
                ended += _ask_about(job, now=now)
            except Conflict:
                silent.add(job.queue)
    return ended


def _ask_about(job: PrintJob, *, now: datetime) -> bool:
    told = queue.fate_of(job.queue, job.number or 0)
    if told.fate is queue.Fate.OPEN:
        PrintJob.objects.filter(pk=job.pk, state=PrintJob.State.SENT).update(trouble=told.words)
        return False
    if told.fate is queue.Fate.FAILED:
        queue.cancel(job.queue, job.number or 0)  # a stopped one would print when somebody repairs the queue
        return _fail(job, trouble=told.words, now=now)
    with transaction.atomic():
        counted = _done(job, now=now)
    keeping.drop(job.file)
    return counted


def _done(job: PrintJob, *, now: datetime) -> bool:
    """Count a printed job, once; return whether it was this call that did."""
    found = PrintJob.objects.select_for_update().get(pk=job.pk)
    if found.state != PrintJob.State.SENT:
        return False
    journal.record(
        kind=job.kind,
        place=job.place,
        occurred_at=job.sent_at,
        now=now,
        staff=job.staff,
        quantity=job.all_pages,
        channel=Channel.IN_PERSON,
        subject=(SUBJECT, str(job.public_id)),
        key=f"print:{job.public_id}",
    )
    job.state, job.ended_at, job.trouble = PrintJob.State.DONE, now, ""
    job.save(update_fields=["state", "ended_at", "trouble"])
    if file := PrintFile.objects.select_for_update().filter(public_id=job.file).first():
        _blank(file, state=PrintFile.State.PRINTED)
    return True


def _fail(job: PrintJob, *, trouble: str, now: datetime) -> bool:
    with transaction.atomic():
        open_one = PrintJob.objects.filter(pk=job.pk, state=PrintJob.State.SENT)
        ended = open_one.update(state=PrintJob.State.FAILED, trouble=trouble[:300], ended_at=now)
        PrintFile.objects.filter(public_id=job.file, state=PrintFile.State.PRINTING).update(
            state=PrintFile.State.WAITING
        )
    return bool(ended)


def cancel_job(*, job: PrintJob, now: datetime) -> None:
    """Take an open job out of the queue: the file waits again. Call it outside a transaction.

    Raises:
        Conflict (`already_ended`, `queue_silent`): a job in a queue that does not answer may still print.
    """
    follow_jobs(now=now, place=job.place)
    job.refresh_from_db()
    if job.state != PrintJob.State.SENT:
        raise Conflict(_("Цей друк уже закінчився: подивіться, чим."), code="already_ended")
    if job.number is not None:
        queue.cancel(job.queue, job.number)
    _fail(job, trouble=_("Скасовано на стійці."), now=now)


@transaction.atomic
def take_back(*, job: PrintJob, staff: Account, now: datetime, reason: str = Reason.NOT_RENDERED) -> PrintJob:
    """Reverse what a printed job counted. Raises Conflict (`already_reversed`, `not_printed`)."""
    found = PrintJob.objects.select_for_update().get(pk=job.pk)
    rules.check_can_take_back(found)
    entry = Entry.objects.get(subject_app=SUBJECT, subject_id=str(found.public_id), reverses__isnull=True)
    journal.reverse(entry=entry, staff=staff, now=now, reason=reason)
    found.state = PrintJob.State.TAKEN_BACK
    found.save(update_fields=["state"])
    return found


def forget_files(*, now: datetime) -> int:
    """Delete what a day has passed for: files, rows, leavings of a crash. Return how many rows went."""
    old = list(PrintFile.objects.filter(expires_at__lte=now).values_list("pk", "public_id"))
    for _pk, public_id in old:
        keeping.drop(public_id)
    PrintFile.objects.filter(pk__in=[pk for pk, _id in old]).delete()
    keeping.sweep(
        wanted=PrintFile.objects.values_list("public_id", flat=True), older_than=(now - rules.KEPT).timestamp()
    )
    return len(old)


def erase_files(*, library: Library | None) -> None:
    """Delete every file of a library, or of all: it closes for good."""
    rows = PrintFile.objects.all() if library is None else PrintFile.objects.filter(library=library)
    for public_id in rows.values_list("public_id", flat=True):
        keeping.drop(public_id)
    rows.delete()


def print_trial(*, settings: PrintSettings, now: datetime) -> int:
    """Send one page to the queue and return the job's number; it is not a service and is not counted.

    Raises Conflict (`no_queue`, `queue_…`).
    """
    rules.check_has_queue(settings)
    lines = [
        _("Пробна сторінка: {library}.").format(library=settings.library.name),
        _("Літери: а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я. ₴ № «» ’"),
        _("Якщо рядки рівні, а п’ять прямокутників темнішають зліва направо, черга друкує правильно."),
    ]
    with tempfile.TemporaryDirectory(prefix="oseredok-trial-") as folder:
        page = Path(folder, "trial.pdf")
        page.write_bytes(
            render_pdf(template="printing/trial.typ", data={"lines": lines}, title=_("Пробна сторінка"), made_at=now)
        )
        return queue.send(settings.queue, page, title="trial", copies=1, is_colour=False, is_duplex=False)
