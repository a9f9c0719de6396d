"""The sentences of a monitoring, written from its frozen numbers; what the head has edited is kept beside."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from oseredok.base.core.text import lower_first, number
from oseredok.management.reports.frozen import sentences
from oseredok.management.reports.frozen.content import Content, Row
from oseredok.management.reports.monitoring.models import SUMMARY, Monitoring, Note

MOST_NAMED = 4


def write_anew(monitoring: Monitoring) -> None:
    """Write a sentence for each frozen row. Edited words stay, marked when the numbers under them are others now."""
    content = monitoring.snapshot.content
    known = {note.code: note for note in monitoring.notes.all()}
    said = {SUMMARY: summary(content)} | {row.code: sentences.tell(row, content.period) for row in content.rows}
    fresh = []
    for order, (code, original) in enumerate(said.items()):
        note = known.pop(code, None)
        if note is None:
            fresh.append(Note(monitoring=monitoring, code=code, order=order, original=original, text=original))
            continue
        if not note.is_edited:
            note.text = original
        elif note.original != original:
            note.stale = True
        note.original, note.order = original, order
        note.save()
    Note.objects.bulk_create(fresh)  # the program's own words are no change that the log has to tell of
    for note in known.values():
        note.delete()


def summary(content: Content) -> str:
    """Return the three sentences above everything: plans, growth, decline."""
    said = [_plans(content), _moved(content, up=True), _moved(content, up=False)]
    return " ".join(one for one in said if one) or _("За цей період записів немає.")


def _plans(content: Content) -> str:
    planned = [(row, done) for row in content.rows if (done := sentences.is_done(row)) is not None]
    if not planned:
        return ""
    missed = [row for row, done in planned if not done]
    if not missed:
        return _("Усі плани виконано: {what}.").format(what=_listed([row for row, _done in planned]))
    if len(missed) == len(planned):
        return _("Планів не виконано: {what}.").format(what=_listed(missed))
    met = [row for row, done in planned if done]
    return _("План виконано: {done}. Не виконано: {missed}.").format(done=_listed(met), missed=_listed(missed))


def _moved(content: Content, *, up: bool) -> str:
    """What grew (or fell) most, by per cent, among numbers large enough for a per cent to mean something."""
    moved = [(change, row) for row in content.rows if (change := _change(row, content)) is not None]
    found = sorted((one for one in moved if (one[0] > 0) == up and one[0]), key=lambda one: -abs(one[0]))
    if not found:
        return ""
    words = _("Найбільше зросло: {what}.") if up else _("Найбільше зменшилося: {what}.")
    return words.format(what="; ".join(_with_change(row, change) for change, row in found[:2]))


def _change(row: Row, content: Content) -> Decimal | None:
    base = sentences.base_of(row, content.period)
    if base is None or row.number is None or row.number_kind != "flow" or base.number < sentences.SMALL:
        return None
    return ((row.number - base.number) * 100 / base.number).quantize(Decimal(1))


def _with_change(row: Row, change: Decimal) -> str:
    return f"{lower_first(row.name)} ({sentences.signed_percent(change)})"


def _with_plan(row: Row) -> str:
    words = _("{name} ({now} із {target})")
    unit = "\u00a0%" if row.is_share else ""
    if row.is_share:
        words = _("{name} ({now}, ціль {target})")
    return words.format(
        name=lower_first(row.name), now=number(row.number or 0) + unit, target=number(row.target or 0) + unit
    )


def _listed(rows: list[Row]) -> str:
    named = [_with_plan(row) for row in rows[:MOST_NAMED]]
    rest = len(rows) - len(named)
    return ", ".join(named) + (_(" і ще {n}").format(n=rest) if rest else "")
