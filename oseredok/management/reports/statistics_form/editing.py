"""Verbs about the form itself: copies, sections, lines, columns, relations. A version that is used is never changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.text import slug, tidy
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.management.reports.statistics_form import checking, queries, rules
from oseredok.management.reports.statistics_form.loading import load
from oseredok.management.reports.statistics_form.models import Cell, Column, Control, FormVersion, Line, Section

State = FormVersion.State
_CODE = re.compile(r"[a-z0-9_.-]{1,40}", re.ASCII)


class VersionDetails(TypedDict):
    name: str
    report_title: str
    order_text: str
    first_year: int
    last_year: int | None
    source: str
    checked_on: date | None


class SectionDetails(TypedDict):
    number: str
    title: str
    order: int
    confirmed: bool
    source: str


class ColumnDetails(TypedDict):
    code: str
    label: str
    unit: str
    nature: str
    order: int


class LineDetails(TypedDict):
    code: str
    number: str
    label: str
    level: int
    unit: str
    nature: str
    digits: int
    order: int
    confirmed: bool
    source: str


class ControlDetails(TypedDict):
    left: str
    relation: str
    right: str
    words: str
    order: int
    confirmed: bool
    source: str


def check_can_edit(duty: Duty, *roles: Role) -> None:
    """Raise NotAllowed: the form is one for the whole system, so are those who keep it."""
    if not duty.holds(*(roles or rules.EDITORS), at=None):
        raise NotAllowed(_("Форму змінюють директор, методист або адміністратор усієї системи."))


# --- Versions ---------------------------------------------------------------------------------------


@transaction.atomic
def copy_version(*, version: FormVersion, name: str, duty: Duty, now: datetime) -> FormVersion:
    """Make a draft with everything that the version has; it may be changed until it comes into force."""
    check_can_edit(duty)
    old = load(version)
    copy = FormVersion.objects.create(
        name=tidy(name)[:120] or version.name,
        report_title=version.report_title,
        order_text=version.order_text,
        first_year=version.first_year,
        last_year=version.last_year,
        source=version.source,
        checked_on=version.checked_on,
        copy_of=version,
        made_at=now,
        made_by=duty.account,
    )
    for part in old.parts:
        section = _twin(part.section, version=copy)
        columns = {column.pk: _twin(column, section=section) for column in part.columns}
        for row in part.rows:
            line = _twin(row.line, section=section)
            for spot in row.spots:
                _twin(spot.cell, line=line, column=columns[spot.column.pk])
    for control in old.controls:
        _twin(control, version=copy)
    return copy


def _twin(thing: Any, **parents: Any) -> Any:
    fields = {field.name: getattr(thing, field.name) for field in thing._meta.concrete_fields if not field.primary_key}
    return type(thing)._default_manager.create(**fields | parents)


@transaction.atomic
def correct_version(*, version: FormVersion, details: VersionDetails, duty: Duty) -> FormVersion:
    """Change the name, years, source of a draft. Raises Invalid (`years`), Conflict (`version_used`)."""
    version = draft_of(version, duty)
    if details["last_year"] is not None and details["last_year"] < details["first_year"]:
        raise Invalid(_("Останній рік не може бути раніше за перший."), code="years", field="last_year")
    kept: FormVersion = _put(version, details)
    return kept


@transaction.atomic
def put_in_force(*, version: FormVersion, duty: Duty, now: datetime) -> FormVersion:
    """Offer a draft for new reports. Raises Conflict: an empty form, or formulas that cannot be counted."""
    check_can_edit(duty)
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    if version.state == State.IN_FORCE:
        return version
    form = load(version)
    if not form.by_key:
        raise Conflict(_("У версії немає жодного рядка."), code="version_empty")
    wrong = checking.problems(form)
    if wrong:
        raise Conflict(
            _("Спершу виправте формули: {where}. {what}").format(where=wrong[0].where, what=wrong[0].sentence),
            code="version_formulas",
        )
    version.state, version.in_force_at = State.IN_FORCE, now
    version.save()
    return version


@transaction.atomic
def retire(*, version: FormVersion, duty: Duty) -> FormVersion:
    """Offer a version no more; what is filled in by it stays."""
    check_can_edit(duty)
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    if version.state != State.IN_FORCE:
        raise Conflict(_("Ця версія не діє."), code="version_state")
    version.state = State.RETIRED
    version.save()
    return version


@transaction.atomic
def delete_version(*, version: FormVersion, duty: Duty) -> None:
    """Delete a draft by which nothing is filled in."""
    version = draft_of(version, duty)
    version.delete()


@transaction.atomic
def confirm_mapping(*, version: FormVersion, duty: Duty, now: datetime) -> FormVersion:
    """Say, as a person, that the lines and formulas are those of the official form: its name goes on the papers.

    Lines that are not confirmed stay marked. Raises Conflict for a draft.
    """
    check_can_edit(duty, *rules.CONFIRMERS)
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    if version.state == State.DRAFT:
        raise Conflict(_("Спершу введіть версію в дію."), code="version_state")
    if version.is_confirmed:
        return version
    version.confirmed_at, version.confirmed_by = now, duty.account
    version.save()
    return version


@transaction.atomic
def take_confirmation_back(*, version: FormVersion, duty: Duty) -> FormVersion:
    """Papers not yet signed are «Дані для заповнення» again."""
    check_can_edit(duty, *rules.CONFIRMERS)
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    version.confirmed_at = version.confirmed_by = None
    version.save()
    return version


# --- Sections, columns, lines -------------------------------------------------------------------------


@transaction.atomic
def add_section(*, version: FormVersion, details: SectionDetails, duty: Duty) -> Section:
    """Add a section with one column."""
    section: Section = _put(Section(version=draft_of(version, duty)), details)
    Column.objects.create(section=section, code="total", label=_("Усього"))
    return section


@transaction.atomic
def correct_section(*, section: Section, details: SectionDetails, duty: Duty) -> Section:
    draft_of(section.version, duty)
    kept: Section = _put(section, details)
    return kept


@transaction.atomic
def delete_section(*, section: Section, duty: Duty) -> None:
    draft_of(section.version, duty)
    section.delete()


@transaction.atomic
def save_column(*, section: Section, column: Column | None, details: ColumnDetails, duty: Duty) -> Column:
    """Add a column (with a cell in each line) or change one. Raises Invalid: a code taken or unclear."""
    draft_of(section.version, duty)
    details = {**details, "code": check_code(details["code"], label=details["label"])}
    others = section.columns.filter(code=details["code"])
    if any(one != column for one in others):
        raise Invalid(_("Такий код графи в розділі вже є."), code="code_taken", field="code")
    kept: Column = _put(column or Column(section=section), details)
    if column is None:
        for line in section.lines.all():
            Cell.objects.create(line=line, column=kept)
    return kept


@transaction.atomic
def delete_column(*, column: Column, duty: Duty) -> None:
    """Delete a column with its cells. Raises Conflict for the last one."""
    draft_of(column.section.version, duty)
    if column.section.columns.count() == 1:
        raise Conflict(_("У розділі має лишитися хоча б одна графа."), code="last_column")
    column.delete()


@transaction.atomic
def save_line(
    *,
    section: Section,
    line: Line | None,
    details: LineDetails,
    formulas: Mapping[int, str],
    closed: frozenset[int],
    duty: Duty,
) -> Line:
    """Add a line or change one; `formulas` and `closed` are by the ids of columns.

    Raises Invalid: a code taken or unclear, a formula that cannot be counted (field `formula_<column>`).
    """
    version = draft_of(section.version, duty)
    details = {**details, "code": check_code(details["code"], label=details["label"])}
    taken = Line.objects.filter(section__version=version, code=details["code"])
    if any(one != line for one in taken):
        raise Invalid(_("Такий код рядка у формі вже є."), code="code_taken", field="code")
    kept: Line = _put(line or Line(section=section), details)
    for column in section.columns.all():
        cell = Cell.objects.filter(line=kept, column=column).first() or Cell(line=kept, column=column)
        is_closed = column.pk in closed
        cell.closed, cell.formula = is_closed, "" if is_closed else tidy(formulas.get(column.pk, ""))
        cell.save()
    _check_formulas(version, kept)
    return kept


def _check_formulas(version: FormVersion, line: Line) -> None:
    form = load(version)
    for spot in form.spots:
        if spot.line.pk == line.pk and spot.cell.formula:
            try:
                checking.check_formula(spot.cell.formula, form=form, spot=spot)
            except Invalid as refusal:
                raise Invalid(refusal.message, code=refusal.code, field=f"formula_{spot.column.pk}") from None


@transaction.atomic
def delete_line(*, line: Line, duty: Duty) -> None:
    draft_of(line.section.version, duty)
    line.delete()


@transaction.atomic
def save_control(*, version: FormVersion, control: Control | None, details: ControlDetails, duty: Duty) -> Control:
    """Add a relation or change one. Raises Invalid, field `left` or `right`."""
    version = draft_of(version, duty)
    form = load(version)
    for side in ("left", "right"):
        try:
            checking.check_relation(details[side], form=form)
        except Invalid as refusal:
            raise Invalid(refusal.message, code=refusal.code, field=side) from None
    kept: Control = _put(control or Control(version=version), details)
    return kept


@transaction.atomic
def delete_control(*, control: Control, duty: Duty) -> None:
    draft_of(control.version, duty)
    control.delete()


def check_code(code: str, *, label: str) -> str:
    """Return the code, made of the label where none was given. Raises Invalid (`code_unclear`)."""
    code = tidy(code).casefold() or slug(label)[:40].strip("-")
    if not _CODE.fullmatch(code):
        raise Invalid(
            _("Код пишуть латинкою без пробілів: літери, цифри, «_», «-», «.»."), code="code_unclear", field="code"
        )
    return code


def draft_of(version: FormVersion, duty: Duty) -> FormVersion:
    check_can_edit(duty)
    version = FormVersion.objects.select_for_update().get(pk=version.pk)
    rules.check_may_change(version, is_used=queries.is_used(version))
    return version


def _put(thing: Any, details: Mapping[str, Any]) -> Any:
    for name, told in details.items():
        setattr(thing, name, tidy(told) if isinstance(told, str) else told)
    thing.save()
    return thing
