"""What may be sent, printed, taken back. Pure: the button and the action share them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, DomainError, Invalid
from oseredok.base.core.text import counted, number
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings

KEPT = timedelta(hours=24)
MOST_WAITING = 300
"""Files of one library that wait at once: more is not a queue but an attack."""
MOST_COPIES = 99
MOST_AT_ONCE = 500
"""Pages of one printing: a slip of the finger must not eat a pack of paper."""
UNANSWERED = timedelta(minutes=3)
"""After this a job that never got its number was cut off on the way to the queue."""
MEGABYTE = 1024 * 1024

KINDS = ("printing_bw", "printing_color", "copying", "scanning", "scanning_ocr")
"""Services of the catalogue that the counter of the desk offers."""


def check_can_send(settings: PrintSettings, *, size: int, waiting: int, has_room: bool) -> None:
    """Raise before a file is looked into.

    Raises:
        Conflict (`files_closed`, `files_full`): not now, whatever the file is.
        Invalid (`file_empty`, `file_large`, field `file`).
    """
    if not settings.takes_files:
        raise Conflict(_("Ця бібліотека файлів через сайт не приймає. Принесіть файл на флешці."), code="files_closed")
    if waiting >= MOST_WAITING or not has_room:
        raise Conflict(_("Зараз файлів забагато. Спробуйте пізніше або принесіть файл на флешці."), code="files_full")
    if not size:
        raise Invalid(_("Файл порожній. Виберіть інший."), code="file_empty", field="file")
    if size > settings.most_megabytes * MEGABYTE:
        raise Invalid(
            _("Файл завеликий: {size} МБ. Найбільше {most} МБ.").format(
                size=number(size / MEGABYTE, 1), most=settings.most_megabytes
            ),
            code="file_large",
            field="file",
        )


def full() -> Conflict:
    """Return the refusal of whatever file: too many wait, or the disk is full."""
    return Conflict(_("Зараз файлів забагато. Спробуйте пізніше або принесіть файл на флешці."), code="files_full")


def check_pages(settings: PrintSettings, *, pages: int) -> None:
    """Raise Invalid (`file_pages`, field `file`) for more pages than the library takes."""
    if pages > settings.most_pages:
        raise Invalid(
            _("Сторінок у файлі: {pages}, а приймаємо найбільше {most}. Надішліть лише потрібні.").format(
                pages=number(pages), most=settings.most_pages
            ),
            code="file_pages",
            field="file",
        )


def is_live(file: PrintFile, *, now: datetime) -> bool:
    """Whether the file is there: not ended, and its day is not over, even when nothing has swept it yet."""
    return file.state in (PrintFile.State.WAITING, PrintFile.State.PRINTING) and now < file.expires_at


def check_can_print(
    file: PrintFile,
    settings: PrintSettings,
    *,
    copies: int,
    is_colour: bool,
    is_duplex: bool,
    which: str = "",
    now: datetime,
) -> None:
    """Raise unless the file may be printed like this.

    Raises:
        Conflict (`file_gone`, `file_printing`).
        Invalid (`which_pages`, `copies`, `no_colour`, `no_duplex`), each with its field.
    """
    check_waits(file, now=now)
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid(_("Примірників може бути від 1 до 99."), code="copies", field="copies")
    pages = copies * len(chosen_pages(which, of=file.pages))
    if pages > MOST_AT_ONCE:
        raise Invalid(
            _("Разом {pages}: за один раз друкуємо до 500. Зменште кількість.").format(
                pages=counted(pages, "сторінка", "сторінки", "сторінок")
            ),
            code="copies",
            field="copies",
        )
    if is_colour and not settings.has_colour:
        raise Invalid(_("Кольорового друку тут немає."), code="no_colour", field="is_colour")
    if is_duplex and not settings.has_duplex:
        raise Invalid(_("З двох боків тут не друкують."), code="no_duplex", field="is_duplex")


def check_has_queue(settings: PrintSettings) -> None:
    """Raise Conflict (`no_queue`) where files are printed by hand."""
    if not settings.queue:
        raise Conflict(_("Черги друку не налаштовано. Збережіть файл і надрукуйте його самі."), code="no_queue")


def chosen_pages(text: str, *, of: int) -> tuple[int, ...]:
    """Return which pages of `of` are meant by «1-3, 5», in order and once each; all of them by an empty text.

    Raises Invalid (`which_pages`, field `which`).
    """
    parts = text.replace("–", "-").replace("—", "-").replace(";", ",").replace(" ", "").split(",")
    chosen: set[int] = set()
    for part in filter(None, parts):
        first, dash, last = part.partition("-")
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdigit() and len(end) <= 4 for end in ends):
            raise Invalid(_("Напишіть сторінки так: 1-3, 5."), code="which_pages", field="which")
        if not 1 <= int(ends[0]) <= int(ends[1]) <= of:
            raise Invalid(_("У файлі є сторінки від 1 до {last}.").format(last=of), code="which_pages", field="which")
        chosen.update(range(int(ends[0]), int(ends[1]) + 1))
    return tuple(sorted(chosen)) or tuple(range(1, of + 1))


def check_waits(file: PrintFile, *, now: datetime) -> None:
    """Raise Conflict (`file_gone`, `file_printing`) unless the file waits."""
    if not is_live(file, now=now):
        raise Conflict(_("Цього файлу вже немає: його роздруковано, видалено або минула доба."), code="file_gone")
    if file.state == PrintFile.State.PRINTING:
        raise Conflict(_("Цей файл уже друкується."), code="file_printing")


def check_can_take_back(job: PrintJob) -> None:
    """Raise Conflict (`not_printed`, `already_reversed`) unless the job was counted and still is."""
    if job.state == PrintJob.State.TAKEN_BACK:
        raise Conflict(_("Цей запис уже скасовано."), code="already_reversed")
    if job.state != PrintJob.State.DONE:
        raise Conflict(_("Цей друк іще не записано: скасовувати нічого."), code="not_printed")


def can_take_back(job: PrintJob) -> bool:
    try:
        check_can_take_back(job)
    except DomainError:
        return False
    return True
