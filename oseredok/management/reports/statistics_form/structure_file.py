"""The structure of the form as a workbook: exported, filled with the official lines and relations, tried dry, brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.papers import xlsx
from oseredok.library.people.access import Duty
from oseredok.management.reports.statistics_form import checking, editing, lines_table, relations_table
from oseredok.management.reports.statistics_form.loading import Form, load
from oseredok.management.reports.statistics_form.models import FormVersion
from oseredok.management.reports.statistics_form.models.structure import Nature
from oseredok.management.reports.statistics_form.table_file import Outcome, Rows, read_tables

LINES, RELATIONS = "lines", "relations"


def export(form: Form | None, *, title: str) -> bytes:
    """Return the structure of a form as .xlsx; without a form, a template with an example of a line and of a relation."""
    words = [[str(one.label), ""] for one in Nature]
    for place, (sign, told) in enumerate(relations_table.signs().items()):
        words[place][1] = f"{sign.label} {told}"
    heads = [xlsx.Column(_("Що означає"), 30), xlsx.Column(_("Знак співвідношення"), 30)]
    sheets = [lines_table.sheet(form), relations_table.sheet(form), xlsx.Sheet(_("Слова"), heads, words)]
    return xlsx.make_workbook(title=title, sheets=sheets)


@dataclass(frozen=True)
class Content:
    """What a file brings, with the numbers of its rows in Excel."""

    lines: Rows
    relations: Rows

    def plain(self) -> dict[str, Any]:
        return {LINES: self.lines, RELATIONS: self.relations}


def read_file(path: Path) -> Content:
    """Return the lines and the relations of a workbook; either may be absent.

    Raises Invalid, field `file`: broken, no table with our headings, more rows than a form can have.
    """
    found = read_tables(path, {LINES: lines_table.heading(), RELATIONS: relations_table.heading()})
    if not found:
        sentence = _("Не знайшли заголовків «Розділ, назва» і «Рядок, назва». Візьміть наш шаблон.")
        raise Invalid(sentence, code="no_header", field="file")
    return Content(found.get(LINES, []), found.get(RELATIONS, []))


@dataclass
class DryRun:
    """What would come of each row of a file."""

    lines: list[Outcome] = field(default_factory=list)
    relations: list[Outcome] = field(default_factory=list)

    @property
    def good(self) -> Content:
        return Content(_good(self.lines), _good(self.relations))

    @property
    def taken(self) -> int:
        return len(_good(self.lines)) + len(_good(self.relations))

    @property
    def refused(self) -> int:
        return len(self.lines) + len(self.relations) - self.taken


def _good(outcomes: Sequence[Outcome]) -> Rows:
    return [(one.number, one.row) for one in outcomes if not one.refusal]


@transaction.atomic
def try_dry(*, version: FormVersion, content: Content, duty: Duty) -> DryRun:
    """Bring the rows in and take everything back: what would come of each is told, nothing stays."""
    version = editing.draft_of(version, duty)
    before, run = load(version), DryRun()
    point = transaction.savepoint()
    for number, row in content.lines:
        run.lines.append(_try_line(version, Outcome(number, row)))
    form = load(version)
    wrong = {one.key: one.sentence for one in checking.problems(form) if one.key}
    absent = lines_table.refuse_what_cannot_be_counted(run.lines, wrong=wrong, form=form, before=before)
    matches = relations_table.Matches(form, [row for _number, row in content.relations])
    for place, (number, row) in enumerate(content.relations):
        outcome = Outcome(number, row)
        try:
            relations_table.check(row, form=form, absent=absent)
            relations_table.what(outcome, matches.of(place))
        except Invalid as refusal:
            outcome.refusal = refusal.message
        run.relations.append(outcome)
    transaction.savepoint_rollback(point)
    return run


def _try_line(version: FormVersion, outcome: Outcome) -> Outcome:
    inner = transaction.savepoint()
    try:
        outcome.what = lines_table.bring(version, outcome.row)
    except Invalid as refusal:
        outcome.refusal = refusal.message
        transaction.savepoint_rollback(inner)
    else:
        transaction.savepoint_commit(inner)
    return outcome


@transaction.atomic
def bring(*, version: FormVersion, content: Content, duty: Duty) -> int:
    """Bring the rows in for good. Return how many. Raises Invalid, Conflict: then nothing is brought."""
    version = editing.draft_of(version, duty)
    for _number, row in content.lines:
        lines_table.bring(version, row)
    form, rows = load(version), [row for _number, row in content.relations]
    matches = relations_table.Matches(form, rows)
    first = max((one.order for one in form.controls), default=-1) + 1
    for place, row in enumerate(rows):
        relations_table.check(row, form=form)
        relations_table.bring(version, row, control=matches.of(place), order=first + place)
    wrong = checking.problems(load(version))
    if wrong:
        raise Invalid(f"{wrong[0].where}: {wrong[0].sentence}", code="formula_unclear", field="file")
    return len(content.lines) + len(rows)
