"""What the pages of the monitoring show: its steps with what each lacks, the report with its links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.core.text import bytes_words, counted
from oseredok.faces.office.numbers import signed
from oseredok.library.people.access import Duty
from oseredok.management.reports.frozen import queries as frozen
from oseredok.management.reports.frozen.models import Snapshot
from oseredok.management.reports.monitoring import outputs, page, queries, rules
from oseredok.management.reports.monitoring.models import Monitoring, State
from oseredok.management.reports.monitoring.report import report, shown


@dataclass(frozen=True)
class Step:
    """One step of the way: where it is done, whether it is, what it lacks."""

    title: str
    url: str
    tag: str
    state: str = ""
    lines: tuple[str, ...] = ()
    action: str = ""


def screen(one: Monitoring, *, duty: Duty, now: datetime) -> dict[str, Any]:
    """Return the page of one monitoring."""
    told = report(one)
    places = queries.places_of(one)
    return {
        **page.values(told, entries=reverse("office:entries")),
        "one": one,
        "steps": list(_steps(one, may_write=rules.may_prepare(duty, places), approves=rules.may_approve(duty, places))),
        "may_write": one.is_draft and rules.may_prepare(duty, places),
        "approves": rules.may_approve(duty, places),
        "missing": queries.missing(one) if one.is_draft else [],
        "versions": list(one.versions.select_related("made_by")),
        "late": late_links(one.snapshot),
        "files": files(one),
        "drafts": [(kind, outputs.NAMES[kind]) for kind in queries.OUTPUTS],
        "today": local_date(now),
    }


# --- Steps --------------------------------------------------------------------------------------------


def _steps(one: Monitoring, *, may_write: bool, approves: bool) -> Iterator[Step]:
    missing = queries.missing(one) if one.is_draft else []

    def lacks(step: str) -> tuple[str, ...]:
        return tuple(gap.sentence for gap in missing if gap.step == step)

    writes = one.is_draft and may_write
    yield _frozen(one, writes)
    yield _step(one, _("Перевірити речення"), "monitoring_words", lacks("words"), _("Речення"), writes)
    if queries.to_check(one) or queries.former(one):
        yield _step(one, _("Перевірити минулі рішення"), "monitoring_before", lacks("before"), _("Рішення"), writes)
    yield _step(
        one, _("Написати висновки й рішення"), "monitoring_conclusions", lacks("conclusions"), _("Висновки"), writes
    )
    yield _approval(one, ready=not missing, approves=approves)
    yield _publication(one, approves=approves)


def _frozen(one: Monitoring, writes: bool) -> Step:
    number = one.versions.count()
    lines = (_("Версія {n}.").format(n=number),) if number > 1 else ()
    url = _url("monitoring_freeze", one) if writes else ""
    return Step(_("Заморозити числа"), url, _("заморожено"), "success", lines, _("Заморозити знову"))


def _step(one: Monitoring, title: str, name: str, lines: tuple[str, ...], action: str, writes: bool) -> Step:
    url = _url(name, one) if writes else ""
    if lines:
        return Step(title, url, _("не все"), "warning", lines, action)
    return Step(title, url, _("готово"), "success", (), action)


def _approval(one: Monitoring, *, ready: bool, approves: bool) -> Step:
    title = _("Затвердити")
    if not one.is_draft:
        assert one.order_date  # noqa: S101 - the database asks for it
        line = _("Наказ від {day} № {n}, {who}.").format(
            day=date_words(one.order_date), n=one.order_number, who=one.approver_name
        )
        return Step(title, "", _("затверджено"), "success", (line,))
    if not ready:
        return Step(title, "", _("попереду"), lines=(_("Спершу закінчіть попередні кроки."),))
    if not approves:
        return Step(title, "", _("чекає на директора"), "warning", (_("Затверджує директор."),))
    return Step(title, _url("monitoring_approve", one), _("можна"), "warning", (), _("Затвердити"))


def _publication(one: Monitoring, *, approves: bool) -> Step:
    title = _("Оприлюднити")
    if one.state == State.PUBLISHED and one.published_at:
        return Step(title, "", _("оприлюднено"), "success", (date_words(local_date(one.published_at)),))
    if one.state == State.WITHDRAWN:
        return Step(title, "", _("знято"), "danger", (one.withdrawn_why,))
    if one.is_draft:
        return Step(title, "", _("попереду"))
    url = _url("monitoring_publish", one) if approves else ""
    made = queries.has_all_outputs(one)
    line = _("Файли готові.") if made else _("Система складе PDF, DOCX, XLSX, відкриті дані й слайди.")
    return Step(title, url, _("можна") if approves else _("чекає на директора"), "warning", (line,), _("Оприлюднити"))


def _url(name: str, one: Monitoring) -> str:
    return reverse(f"office:{name}", args=[one.public_id])


# --- Other pages --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """A frozen number and what it would be today."""

    name: str
    frozen: str
    now: str
    difference: str
    query: str


def changes(one: Monitoring) -> list[Change]:
    """Return what the journal got later for the period of a monitoring."""
    return [
        Change(
            found.row.name,
            shown(found.row, found.row.number),
            shown(found.row, found.now),
            signed(found.difference),
            found.row.query,
        )
        for found in frozen.corrections_since(one.snapshot)
    ]


def late_words(entries: int, ratings: int) -> list[str]:
    """Return what came after the freezing, in sentences."""
    told = []
    if entries or not ratings:
        words = counted(entries, _("запис"), _("записи"), _("записів"))
        told.append(_("Після заморожування в щоденник внесли {words} за цей період.").format(words=words))
    if ratings:
        words = counted(ratings, _("рядок"), _("рядки"), _("рядків"))
        told.append(_("Оцінок за цей період додалося або скасовано: {words}.").format(words=words))
    return told


def late_links(snapshot: Snapshot) -> str:
    """Return `2 пізніші записи, 1 пізніша оцінка` for the link beside a frozen report; empty when nothing came."""
    entries, ratings = frozen.late_entries(snapshot).count(), frozen.late_ratings(snapshot).count()
    told = []
    if entries:
        told.append(counted(entries, _("пізніший запис"), _("пізніші записи"), _("пізніших записів")))
    if ratings:
        told.append(counted(ratings, _("пізніша оцінка"), _("пізніші оцінки"), _("пізніших оцінок")))
    return ", ".join(told)


@dataclass(frozen=True)
class File:
    name: str
    kind: str
    weight: str
    url: str


def files(one: Monitoring) -> list[File]:
    """Return the kept files."""
    return [
        File(
            str(outputs.NAMES[output.kind]),
            outputs.SHORT[output.kind],
            bytes_words(output.size),
            reverse("office:monitoring_file", args=[one.public_id, output.kind]),
        )
        for output in one.outputs.all()
    ]
