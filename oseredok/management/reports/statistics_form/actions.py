"""Verbs about what is filled in for a year: begin, read the indicators, write, explain, check, sign, send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import signature, tidy
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form import queries, reading, rules, standing
from oseredok.management.reports.statistics_form.counting import follow, latest_hand, recount
from oseredok.management.reports.statistics_form.loading import Spot, load
from oseredok.management.reports.statistics_form.models import (
    Control,
    Explanation,
    FormVersion,
    HandNumber,
    ReadNumber,
    Report,
)

State = Report.State
MOST = Decimal(10) ** 12


@dataclass(frozen=True)
class Written:
    """What a person typed into one cell. `was` is what the page showed: who changes nothing writes nothing."""

    cell_id: int
    text: str
    was: str | None = None


@transaction.atomic
def start(*, year: int, place: Library | None, duty: Duty, now: datetime, version: FormVersion | None = None) -> Report:
    """Begin the data of a year, of a library or (`place=None`) of the whole system, and read the indicators.

    The form begun twice is the one begun first.

    Raises:
        NotAllowed: nothing is held there.
        Invalid: no such year, or no version of the form is in force for it.
    """
    rules.check_can_fill(duty, place_id=place.pk if place else None)
    rules.check_year(year, today=clock.local_date(now))
    version = version or queries.version_for(year)
    if version is None:
        raise Invalid(_("Для цього року жодна версія форми не діє."), code="no_version", field="year")
    begun = standing.latest(year=year, place=place)
    if begun is not None:
        return begun
    report, is_new = Report.objects.get_or_create(
        year=year, place=place, number=1, defaults={"version": version, "made_at": now, "made_by": duty.account}
    )
    if is_new:
        _read(report, now=now)
    return report


@transaction.atomic
def read_again(*, report: Report, duty: Duty, now: datetime) -> Report:
    """Read the indicators anew: the draft shows what the journal says now."""
    report = _mine(report, duty)
    rules.check_open(report)
    _read(report, now=now)
    return report


def _read(report: Report, *, now: datetime) -> None:
    places = None if report.place is None else [report.place]
    amounts = reading.read(load(report.version).codes(), year=report.year, places=places, today=clock.local_date(now))
    ReadNumber.objects.filter(report=report).delete()
    ReadNumber.objects.bulk_create(
        [
            ReadNumber(report=report, code=code, number=amount.number, is_silent=amount.silent)
            for code, amount in amounts.items()
        ]
    )
    report.read_at = now
    report.save(update_fields=["read_at"])
    recount(report)


@transaction.atomic
def write(
    *, report: Report, written: Iterable[Written], duty: Duty, now: datetime, reason: str = ""
) -> list[HandNumber]:
    """Write numbers by hand; an empty text takes the writing back. Return what has changed.

    Raises:
        Invalid: what is not a number (field: the cell's id), or an overridden number without a reason (`reason`).
        Conflict: the report is not a draft any more.
    """
    report = _mine(report, duty)
    rules.check_open(report)
    form, latest = load(report.version), latest_hand(report)
    computed = dict(report.figures.values_list("cell_id", "computed"))
    rows = []
    for one in written:
        spot = form.spot(one.cell_id)
        if spot is None or spot.cell.closed:
            raise Invalid(_("Такої клітинки у формі немає: оновіть сторінку."), code="no_cell", field="cell")
        number = read_number(one.text, spot=spot)
        if one.was is not None and tidy(one.was) == tidy(one.text):
            continue
        kept = latest.get(one.cell_id)
        if (kept.number if kept else None) == number and not (kept and reason and kept.reason != reason):
            continue
        if number is not None and computed.get(one.cell_id) is not None and not reason.strip():
            raise Invalid(
                _("Число вже пораховано. Щоб поставити своє, напишіть підставу."), code="no_reason", field="reason"
            )
        rows.append(
            HandNumber(report=report, cell=spot.cell, number=number, reason=tidy(reason), at=now, by=duty.account)
        )
    if rows:
        HandNumber.objects.bulk_create(rows)
        recount(report)
    return rows


def read_number(text: str, *, spot: Spot) -> Decimal | None:
    """Return the number that a person typed: `1 234,5`; nothing for nothing. Raises Invalid with the cell's id."""
    clean = "".join(text.split()).replace(",", ".").replace("−", "-")
    if not clean:
        return None
    field = str(spot.cell.pk)
    if not clean.isascii() or len(clean) > 20 or not clean.removeprefix("-").replace(".", "", 1).isdigit():
        raise Invalid(_("Напишіть число цифрами, наприклад 1 250 або 87,5."), code="not_a_number", field=field)
    try:
        number = Decimal(clean)
    except InvalidOperation:
        raise Invalid(_("Напишіть число цифрами."), code="not_a_number", field=field) from None
    if number < 0:
        raise Invalid(_("Від’ємних чисел у формі не буває."), code="negative", field=field)
    if number >= MOST:
        raise Invalid(_("Завелике число: перевірте, чи не зайві нулі."), code="too_large", field=field)
    if -number.as_tuple().exponent > spot.line.digits:  # type: ignore[operator]
        sentence = (
            _("Тут пишуть цілі числа.")
            if not spot.line.digits
            else _("Після коми тут знаків: {digits}.").format(digits=spot.line.digits)
        )
        raise Invalid(sentence, code="too_fine", field=field)
    return number


@transaction.atomic
def explain(
    *, report: Report, words: str, duty: Duty, now: datetime, cell_id: int | None = None, control: Control | None = None
) -> Explanation:
    """Say why a number jumped, or why a relation does not hold.

    Raises Invalid (`no_words`): an explanation of nothing.
    """
    report = _mine(report, duty)
    rules.check_open(report)
    spot = load(report.version).spot(cell_id) if cell_id is not None else None
    if (spot is None) == (control is None) or (control is not None and control.version_id != report.version_id):
        raise Invalid(_("Пояснюють число або співвідношення цієї форми."), code="no_cell", field="cell")
    words = tidy(words)[:500]
    if len(words) < 5:
        raise Invalid(_("Напишіть пояснення одним реченням."), code="no_words", field="words")
    cell = spot.cell if spot else None
    return Explanation.objects.create(report=report, cell=cell, control=control, words=words, at=now, by=duty.account)


@transaction.atomic
def check(*, report: Report, duty: Duty, now: datetime) -> Report:
    """Say that the numbers are checked: errors are mended or explained, jumps explained, the year is over.

    Raises Conflict: `year_runs`, `control_errors`, `jumps`, `libraries` (the consolidated form waits for them).
    """
    report = _mine(report, duty)
    rules.check_open(report)
    rules.check_year_is_over(report.year, today=clock.local_date(now))
    recount(report)
    sheet = queries.sheet(report)
    if sheet.unexplained_errors:
        raise Conflict(
            _("Не сходяться контрольні співвідношення: {count}. Виправте числа або поясніть кожне.").format(
                count=len(sheet.unexplained_errors)
            ),
            code="control_errors",
        )
    if sheet.unexplained_jumps:
        raise Conflict(
            _("Поясніть великі зміни проти торік: {count}.").format(count=len(sheet.unexplained_jumps)), code="jumps"
        )
    if report.is_whole:
        behind = [
            row.place.short_name for row in queries.libraries_rows(report.year) if not row.is_signed and row.place
        ]
        if behind:
            raise Conflict(
                _("Зведені дані чекають на підписані дані бібліотек: {names}.").format(names=", ".join(behind)),
                code="libraries",
            )
    return _move(report, State.CHECKED, checked_at=now, checked_by=duty.account)


@transaction.atomic
def back_to_draft(*, report: Report, duty: Duty, now: datetime) -> Report:
    """Open checked numbers again. Raises Conflict: they are signed, or a draft already."""
    report = _mine(report, duty)
    rules.check_state(report, State.CHECKED)
    return _move(report, State.DRAFT, checked_at=None, checked_by=None)


@transaction.atomic
def sign(*, report: Report, duty: Duty, now: datetime) -> Report:
    """Sign checked numbers: from now on they do not change. Raises NotAllowed, Conflict."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_sign(duty, place_id=report.place_id)
    rules.check_state(report, State.CHECKED)
    who = duty.account
    report.digest = queries.digest_of(report)
    signed = _move(
        report,
        State.SIGNED,
        title=queries.title_of(report),
        signed_at=now,
        signed_by=who,
        signer_name=signature(who.first_name, who.last_name),
        signer_position=who.position,
    )
    if report.is_correction:
        follow(report)
    return signed


@transaction.atomic
def mark_sent(*, report: Report, sent_on: date, sent_to: str, duty: Duty, now: datetime) -> Report:
    """Write down when and where the signed numbers went. Raises Invalid: a day before the signature or ahead."""
    report = _mine(report, duty)
    rules.check_state(report, State.SIGNED)
    if report.signed_at is None or not clock.local_date(report.signed_at) <= sent_on <= clock.local_date(now):
        raise Invalid(
            _("Надіслати можна від дня підписання й не пізніше за сьогодні."), code="sent_day", field="sent_on"
        )
    sent_to = tidy(sent_to)[:200]
    if not sent_to:
        raise Invalid(_("Напишіть, куди надіслано."), code="sent_nowhere", field="sent_to")
    return _move(report, State.SENT, sent_on=sent_on, sent_to=sent_to, sent_by=duty.account)


@transaction.atomic
def change_version(*, report: Report, version: FormVersion, duty: Duty, now: datetime) -> list[str]:
    """Move a draft to another version of the form; people's numbers follow their lines' codes.

    Return the names of written numbers that the new version has no line for: they stay in the history of the old one.
    Raises Conflict: not a draft, or the version is not for this year.
    """
    report = _mine(report, duty)
    rules.check_open(report)
    if version.state == FormVersion.State.DRAFT or not version.is_for(report.year):
        raise Conflict(_("Ця версія не діє для звіту за {year} рік.").format(year=report.year), code="version_year")
    old, latest = load(report.version), latest_hand(report)
    new = load(version)
    lost, rows = [], []
    for spot in old.spots:
        kept = latest.get(spot.cell.pk)
        if kept is None or kept.number is None:
            continue
        target = new.by_key.get(spot.key)
        if target is None or target.cell.closed:
            lost.append(spot.name)
            continue
        rows.append(
            HandNumber(report=report, cell=target.cell, number=kept.number, reason=kept.reason, at=kept.at, by=kept.by)
        )
    report.figures.all().delete()
    report.version = version
    report.save(update_fields=["version"])
    HandNumber.objects.bulk_create(rows)
    _read(report, now=now)
    return lost


def _mine(report: Report, duty: Duty) -> Report:
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_can_fill(duty, place_id=report.place_id)
    return report


def _move(report: Report, state: str, **fields: object) -> Report:
    values: Mapping[str, object] = {"state": state, **fields}
    for name, value in values.items():
        setattr(report, name, value)
    report.save()
    return report
