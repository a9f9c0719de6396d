"""The year's table of libraries, the sheet of one, and what is done with it: begin, read, check, sign, send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.ui.parts import Link
from oseredok.faces.office.audience import NUMBERS
from oseredok.faces.office.statistics_form import screen, years
from oseredok.faces.office.statistics_form.finding import place_of, report_of, screen_of
from oseredok.faces.office.statistics_form.forms import CorrectionForm, SentForm, VersionChoiceForm
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.management.reports.statistics_form import actions, correcting, queries, rules
from oseredok.management.reports.statistics_form.models import FormVersion

YEARS_BACK = 4
READERS = NUMBERS
FILLERS = rules.FILLERS
VERBS: dict[str, tuple[Callable[..., Any], Any]] = {
    "read": (actions.read_again, gettext_lazy("Показники зчитано наново.")),
    "check": (actions.check, gettext_lazy("Дані перевірено. Тепер їх підписує керівник.")),
    "draft": (actions.back_to_draft, gettext_lazy("Повернуто в чернетку: числа знову можна змінювати.")),
    "sign": (actions.sign, gettext_lazy("Дані підписано.")),
}


@staff(*READERS)
@require_safe
def now(request: StaffRequest) -> HttpResponse:
    """The year that is being filled in: in the first half of a year the last one."""
    today = local_date(timezone.now())
    return redirect("office:six_nk_year", today.year - 1 if today.month <= 6 else today.year)


@staff(*READERS)
@require_safe
def year(request: StaffRequest, year: int) -> HttpResponse:
    """Which library has filled in, which not; the consolidated form."""
    today, duty = local_date(timezone.now()), request.duty
    if not rules.EARLIEST_YEAR <= year <= today.year:
        raise Http404
    libraries, whole = queries.libraries_rows(year), queries.whole_row(year)
    rows = [row for row in libraries if row.place and duty.holds(*NUMBERS, at=row.place.pk)]
    context = {
        "year": year,
        "years": [
            Link(f"../{one}/", str(one), current=one == year) for one in range(today.year, today.year - YEARS_BACK, -1)
        ],
        "rows": [
            years.YearRow(row, year, rules.can_fill(duty, place_id=row.place.pk if row.place else None))
            for row in (*rows, whole)
        ],
        "due": years.due_words(year, today=today, is_done=all(row.is_signed for row in libraries)),
        "whole_due": years.due_words(year, today=today, whole=True, is_done=whole.is_signed),
        "version": queries.version_for(year),
        "may_edit": duty.may(*rules.EDITORS),
    }
    return render(request, "office/statistics_form/year.html", context)


@staff(*READERS)
@require_safe
def sheet(request: StaffRequest, year: int, place: str) -> HttpResponse:
    """The numbers of a library or of the whole system; where nothing is begun, an offer to begin."""
    library = place_of(request, place)
    report = queries.find(year=year, place=library)
    if report is None:
        if not rules.EARLIEST_YEAR <= year <= local_date(timezone.now()).year:
            raise Http404
        return render(request, "office/statistics_form/begin.html", _beginning(request, year, place))
    context = {"screen": screen_of(request, report), "versions": VersionChoiceForm.for_report(report)}
    return render(request, "office/statistics_form/sheet.html", context)


def _beginning(request: StaffRequest, year: int, place: str) -> dict[str, Any]:
    library = place_of(request, place)
    return {
        "year": year,
        "code": place,
        "name": screen.place_name(library),
        "version": queries.version_for(year),
        "may_fill": rules.can_fill(request.duty, place_id=library.pk if library else None),
    }


@staff(*READERS)
@require_safe
def edition(request: StaffRequest, year: int, place: str, number: int) -> HttpResponse:
    """A former edition, as it was signed; the last one has the address of the sheet itself."""
    screen = screen_of(request, report_of(request, year, place, number))
    if screen.is_last:
        return redirect("office:six_nk", year, place)
    return render(request, "office/statistics_form/sheet.html", {"screen": screen})


@after_closing
@staff(*FILLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, year: int, place: str) -> HttpResponse:
    """Begin an edition that corrects the signed one, with the reason."""
    report = report_of(request, year, place)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            correcting.correct(report=report, duty=request.duty, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Уточнення розпочато: числа поки ті самі, що підписані."))
            return redirect("office:six_nk", year, place)
    context = {"form": form, "screen": screen_of(request, report)}
    return render(request, "office/statistics_form/correct.html", context, status=422 if form.errors else 200)


@after_closing
@staff(*FILLERS)
@require_POST
def do(request: StaffRequest, year: int, place: str, what: str) -> HttpResponse:
    """Begin, read the indicators again, check, return to a draft, sign, move to another version."""
    now, duty = timezone.now(), request.duty
    try:
        if what == "start":
            actions.start(year=year, place=place_of(request, place), duty=duty, now=now)
        elif what == "version":
            _change_version(request, year, place)
        elif what == "drop":
            correcting.drop(report=report_of(request, year, place), duty=request.duty)
            messages.success(request, _("Уточнення скасовано: діють підписані дані."))
        elif what in VERBS:
            verb, done = VERBS[what]
            verb(report=report_of(request, year, place), duty=duty, now=now)
            messages.success(request, str(done))
        else:
            raise Http404
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("office:six_nk", year, place)


def _change_version(request: StaffRequest, year: int, place: str) -> None:
    report = report_of(request, year, place)
    form = VersionChoiceForm.for_report(report, request.POST)
    if form is None or not form.is_valid():
        raise Http404
    version: FormVersion = form.cleaned_data["version"]
    lost = actions.change_version(report=report, version=version, duty=request.duty, now=timezone.now())
    messages.success(request, _("Чернетку переведено на версію «{name}».").format(name=version.name))
    if lost:
        told = _("У новій версії немає рядків, у яких ви писали числа: {names}.").format(names="; ".join(lost))
        messages.warning(request, told)


@after_closing
@staff(*FILLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: StaffRequest, year: int, place: str) -> HttpResponse:
    """Write down when and where the signed numbers went."""
    report, now = report_of(request, year, place), timezone.now()
    form = SentForm(request.POST if request.method == "POST" else None, initial={"sent_on": local_date(now)})
    if form.is_bound and form.is_valid():
        try:
            actions.mark_sent(report=report, duty=request.duty, now=now, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Записано: дані надіслано."))
            return redirect("office:six_nk", year, place)
    context = {"form": form, "screen": screen_of(request, report)}
    return render(request, "office/statistics_form/sent.html", context, status=422 if form.errors else 200)
