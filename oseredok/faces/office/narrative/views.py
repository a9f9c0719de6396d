"""Reports on the work of a period: the list, a new one, its page, its signature, its files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.narrative import screen
from oseredok.faces.office.narrative.forms import DetailsForm, NewReportForm, SignForm, details_of
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.reports.narrative import actions, docx, pdf, queries, rules, shipped, signing
from oseredok.management.reports.narrative.actions import number_suggested
from oseredok.management.reports.narrative.models import Block, Report

DONE = {
    "prepare": gettext_lazy("Подано на підпис."),
    "return": gettext_lazy("Повернуто в роботу."),
    "publish": gettext_lazy("Звіт на сайті, серед документів."),
    "discard": gettext_lazy("Чернетку відкинуто. Її можна повернути."),
    "bring-back": gettext_lazy("Чернетку повернуто."),
}
TYPES = {"pdf": "application/pdf", "docx": signing.DOCX}


def found(request: StaffRequest, public_id: UUID) -> Report:
    """Return a report that this duty may read."""
    report = get_object_or_404(queries.reports(), public_id=public_id)
    if not queries.can_see(report, request.duty):
        raise Http404
    return report


@staff(*rules.READERS)
@require_safe
def reports(request: StaffRequest) -> HttpResponse:
    """Reports by periods, those put away apart."""
    seen = screen.rows(queries.seen_by(request.duty), request.duty, today=local_date(timezone.now()))
    values = {
        "rows": [row for row in seen if row[0].discarded_at is None],
        "discarded": [row for row in seen if row[0].discarded_at is not None],
        "may_write": request.duty.may(*rules.WRITERS),
    }
    return render(request, "office/narrative/reports.html", values)


@staff(*rules.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Begin a report for a period."""
    now = timezone.now()
    periods = screen.periods(today=local_date(now))
    form = NewReportForm(request.POST if request.method == "POST" else None, duty=request.duty, periods=periods)
    if form.is_bound and form.is_valid():
        period, places = form.cleaned_data["period"], list(form.cleaned_data["places"])
        template = shipped.for_period(period.kind).code
        try:
            report = actions.begin_report(
                template=template, period=period, places=places or None, duty=request.duty, now=now
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Чернетку складено. Допишіть, що треба."))
            return redirect("office:report", report.public_id)
    return render(request, "office/narrative/new.html", {"form": form}, status=422 if form.errors else 200)


@staff(*rules.READERS)
@require_safe
def report(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """A draft with its tools, or a signed page as it was signed."""
    one = found(request, public_id)
    try:
        shown = screen.screen(one, request.duty, now=timezone.now())
    except queries.Changed as error:
        messages.error(request, error.message)
        return redirect("office:reports")
    removed = [] if shown.cannot_edit else queries.removed_blocks(one)
    values = {"screen": shown, "report": one, "kinds": Block.Kind.choices, "removed": removed}
    return render(request, "office/narrative/report.html", values)


@staff(*rules.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The heading and the addressee."""
    one = found(request, public_id)
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=details_of(one))
    if form.is_bound and form.is_valid():
        try:
            actions.set_details(
                report=one,
                details={"title": form.cleaned_data["title"], "addressee": form.cleaned_data["addressee"]},
                duty=request.duty,
                now=timezone.now(),
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Збережено."))
            return redirect("office:report", public_id)
    values = {"form": form, "report": one}
    return render(request, "office/narrative/details.html", values, status=422 if form.errors else 200)


@staff(*rules.SIGNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """What the signature does, the number, the date, the button."""
    one, now = found(request, public_id), timezone.now()
    today = local_date(now)
    initial = {"number": number_suggested(year=today.year), "dated": today}
    form = SignForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            signing.sign_report(report=one, duty=request.duty, now=now, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Підписано. Числа, сторінка й файли лишаться такими назавжди."))
            return redirect("office:report", public_id)
    values = {"form": form, "screen": screen.screen(one, request.duty, now=now), "report": one}
    return render(request, "office/narrative/sign.html", values, status=422 if form.errors else 200)


@staff(*rules.READERS)
@require_safe
def file(request: StaffRequest, public_id: UUID, kind: str) -> HttpResponse:
    """The kept file of a signed report, or a draft on paper as it is now."""
    one = found(request, public_id)
    if kind not in TYPES:
        raise Http404
    try:
        content = queries.file_of(one.edition, kind) if one.is_signed else _draft(one, kind)
    except FileNotFoundError:
        raise Http404 from None
    except queries.Changed as error:
        messages.error(request, error.message)
        return redirect("office:report", public_id)
    answer = HttpResponse(content, content_type=TYPES[kind])
    name = "-".join(["zvit", one.period.code, *([] if one.is_signed else ["chernetka"])])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _draft(one: Report, kind: str) -> bytes:
    now = timezone.now()
    paper = queries.paper(one, now=now)
    return pdf.render(paper, made_at=now) if kind == "pdf" else docx.render(paper, made_at=now)


# --- Verbs ----------------------------------------------------------------------------------------------


@staff(*rules.WRITERS)
@require_POST
def copy(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """The same report with the numbers of the next period, or once more of its own to make a signed one exact."""
    one = found(request, public_id)
    period = one.period if request.POST.get("same") == "1" else one.period.next()
    try:
        made = actions.copy_report(report=one, period=period, duty=request.duty, now=timezone.now())
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("office:report", public_id)
    messages.success(request, _("Складено за зразком: тексти ті самі, числа нові. Перечитайте тексти."))
    return redirect("office:report", made.public_id)


@staff(*rules.WRITERS)
@require_POST
def verb(request: StaffRequest, public_id: UUID, what: str) -> HttpResponse:
    """Give to be signed, return, publish, put away, bring back."""
    one = found(request, public_id)
    if what not in DONE:
        raise Http404
    try:
        _do(what, one, request)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, str(DONE[what]))
    return redirect("office:report", public_id)


def _do(what: str, one: Report, request: StaffRequest) -> None:
    duty, now = request.duty, timezone.now()
    match what:
        case "prepare":
            actions.prepare_report(report=one, duty=duty, now=now)
        case "return":
            actions.give_back(report=one, note=request.POST.get("note", ""), duty=duty, now=now)
        case "publish":
            signing.publish_report(report=one, duty=duty, now=now)
        case "discard":
            actions.discard_report(report=one, duty=duty, now=now)
        case "bring-back":
            actions.bring_back(report=one, duty=duty)
