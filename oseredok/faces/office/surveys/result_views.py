"""Results: drawn, beside another run, as files; words that people wrote, one decision after another."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.base.ui.parts import Link
from oseredok.faces.office.surveys import result_screen
from oseredok.faces.office.surveys.audience import EDITORS
from oseredok.faces.office.surveys.views import built, found, say
from oseredok.library.people.access import StaffRequest, staff
from oseredok.spine.surveys import exports, moderation, queries
from oseredok.spine.surveys.models import FreeText

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@staff(*EDITORS)
@require_safe
def results(request: StaffRequest, code: str) -> HttpResponse:
    """Each question drawn; `place` narrows, `with` puts another run beside."""
    row = found(request, code)
    if row.survey.opened_at is None:
        raise Http404
    screen = result_screen.ResultScreen(row, place=request.GET.get("place", ""), other=request.GET.get("with", ""))
    return render(request, "office/surveys/results.html", {"screen": screen, "row": row, "survey": row.survey})


@staff(*EDITORS)
@require_safe
def file(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """A row for each form (CSV, XLSX), or the results on paper."""
    row = found(request, code)
    if kind not in TYPES or row.survey.opened_at is None:
        raise Http404
    made = {
        "pdf": lambda: exports.as_pdf(row.survey, now=timezone.now()),
        "csv": lambda: exports.as_csv(row.survey),
        "xlsx": lambda: exports.as_workbook(row.survey),
    }[kind]()
    response = HttpResponse(made, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="opytuvannia-{row.survey.code}.{kind}"'
    return response


@staff(*EDITORS)
@require_safe
def texts(request: StaffRequest, code: str) -> HttpResponse:
    """What people wrote: what waits, what is shown, what is hidden."""
    row = built(request, code)
    states = (FreeText.State.WAITING, FreeText.State.SHOWN, FreeText.State.HIDDEN)
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in states else FreeText.State.WAITING
    page = Paginator(queries.texts(row.survey, state=chosen), 50).get_page(request.GET.get("page"))
    names = dict(zip(states, (_("Чекають"), _("Показуємо"), _("Не показуємо")), strict=True))
    tabs = [
        Link(f"?state={one}", names[one], one == chosen, queries.texts(row.survey, state=one).count()) for one in states
    ]
    values = {"row": row, "survey": row.survey, "page": page, "tabs": tabs, "chosen": chosen}
    return render(request, "office/surveys/texts.html", values)


@staff(*EDITORS)
@require_POST
def decide(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Show one text or hide it, and go on with the rest of the list."""
    row = built(request, code)
    text = get_object_or_404(FreeText, response__survey=row.survey, pk=pk)
    try:
        moderation.decide(text=text, state=request.POST.get("do", ""), duty=request.duty, now=timezone.now())
    except DomainError as error:
        say(request, error)
    back = request.POST.get("back", "")
    response = redirect("office:surveys:texts", code)
    if back in FreeText.State.values:
        response["Location"] += f"?state={back}"
    return response
