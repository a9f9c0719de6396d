"""How entries are shown and given away as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.cells import inert
from oseredok.base.core.dates import clock_time, short_date
from oseredok.base.core.text import initials, number
from oseredok.base.papers import xlsx
from oseredok.library.people.models import Account, AgeGroup, SocialStatus
from oseredok.spine.journal import subjects
from oseredok.spine.journal.models import Channel, Entry, Language, Outcome, Reason


@dataclass(frozen=True)
class EntryRow:
    """One entry in words. `taken_back` tells when it was reversed; a reversal tells what it is."""

    entry: Entry
    what: str
    url: str
    details: str
    who: str
    taken_back: str
    is_reversal: bool
    marks: tuple[str, ...]

    @property
    def quantity(self) -> str:
        return number(self.entry.quantity)

    @property
    def time(self) -> str:
        """A past day was entered without its hour."""
        return "" if self.entry.backfilled else clock_time(clock.local(self.entry.occurred_at))


def entry_rows(entries: Iterable[Entry]) -> list[EntryRow]:
    listed = list(entries)
    known = subjects.describe(listed)
    return [_row(entry, known.get((entry.subject_app, entry.subject_id))) for entry in listed]


def _row(entry: Entry, subject: subjects.Subject | None) -> EntryRow:
    reversal = getattr(entry, "reversal", None)
    taken_back = ""
    if reversal is not None:
        at = clock.local(reversal.recorded_at)
        taken_back = _("скасовано %(when)s: %(why)s") % {
            "when": f"{short_date(at.date())}, {clock_time(at)}",
            "why": Reason(reversal.reason).label,
        }
    marks = [_("внесено пізніше")] if entry.backfilled else []
    if getattr(entry, "after_closing", False):
        marks.append(_("після закриття періоду"))
    return EntryRow(
        entry=entry,
        what=str(entry.kind.name),
        url=subject.url if subject else "",
        details=", ".join(_details(entry, subject)),
        who=performer(entry.staff),
        taken_back=taken_back,
        is_reversal=entry.reverses_id is not None,
        marks=tuple(marks),
    )


def _details(entry: Entry, subject: subjects.Subject | None) -> Iterator[str]:
    if subject and subject.title and subject.title != entry.kind.name:
        yield subject.title
    if entry.theme:
        yield entry.theme.name
    for value, choices in (
        (entry.age_group, AgeGroup),
        (entry.social_status, SocialStatus),
        (entry.outcome, Outcome),
        (entry.language, Language),
    ):
        if value:
            yield str(choices(value).label)
    if entry.channel not in (Channel.IN_PERSON, Channel.EVENT):
        yield str(Channel(entry.channel).label)
    if entry.minutes:
        yield _("%(n)s хв") % {"n": number(entry.minutes)}


def performer(account: Account | None) -> str:
    if account is None:
        return ""
    return initials(account.last_name, account.first_name, account.patronymic) or account.username


HEADERS = (
    ("Дата", 12), ("Час", 8), ("Бібліотека", 20), ("Що", 36), ("Кількість", 11), ("Хвилин", 9), ("Вік", 10),
    ("Рід занять", 18), ("Тема", 28), ("Канал", 14), ("Підсумок", 16), ("Виконавець", 20), ("Позначки", 34),
)  # fmt: skip


def file_rows(entries: Iterable[Entry]) -> Iterator[list[object]]:
    for row in entry_rows(entries):
        entry = row.entry
        marks = [*row.marks, row.taken_back, _("це скасування") if row.is_reversal else ""]
        yield [
            entry.local_date,
            row.time,
            entry.place.short_name,
            row.what,
            entry.quantity,
            entry.minutes,
            entry.get_age_group_display(),
            entry.get_social_status_display(),
            entry.theme.name if entry.theme else "",
            entry.get_channel_display(),
            entry.get_outcome_display(),
            row.who,
            "; ".join(mark for mark in marks if mark),
        ]


def as_csv(entries: Iterable[Entry]) -> bytes:
    """A file that office programs open by a double click: semicolons, and the sign that says UTF-8."""
    return csv_file([title for title, _width in HEADERS], file_rows(entries))


def csv_file(headers: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Any table as such a file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return ("\ufeff" + out.getvalue()).encode()


def _plain(value: object) -> str:
    if value is None:
        return ""
    text = short_date(value) if hasattr(value, "isoformat") else str(value)  # type: ignore[arg-type]
    return inert(text) if isinstance(value, str) else text


def as_workbook(entries: Iterable[Entry], *, title: str) -> bytes:
    shapes: dict[str, xlsx.Format] = {"Дата": "date", "Кількість": "integer", "Хвилин": "integer"}
    columns = [xlsx.Column(name, width, shapes.get(name, "text")) for name, width in HEADERS]
    sheet = xlsx.Sheet(name=_("Записи"), columns=columns, rows=file_rows(entries), heading=[title], landscape=True)
    return xlsx.make_workbook(title=title, sheets=[sheet])
