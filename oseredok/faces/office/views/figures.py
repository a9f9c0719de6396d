"""«Внесені числа»: what no register of the product knows, written by hand, with its history."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.faces.office.audience import FIGURES, NUMBERS
from oseredok.faces.office.figures_form import BY_HAND, FiguresForm, standing, tables
from oseredok.faces.office.figures_scope import figures_scope
from oseredok.faces.office.numbers import capital
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators import figures as written
from oseredok.management.indicators.catalogue import full_name
from oseredok.management.indicators.figure_actions import write_figures


@staff(*FIGURES)
def figures(request: StaffRequest) -> HttpResponse:
    """The numbers of a period at a library or of the whole system; saving writes only what was changed."""
    now = timezone.now()
    scope = figures_scope(request, on=local_date(now))
    known = standing(period=scope.period, place=scope.place)
    initial = {code: row.value if row else None for code, row in known.items()}
    form = FiguresForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            rows = write_figures(
                written=form.written(), place=scope.place, period=scope.period, staff=request.user, now=now,
                source=form.cleaned_data["source"], sure=form.cleaned_data["sure"],
            )  # fmt: skip
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _saved(len(rows)))
            return redirect(f"{reverse('office:figures')}?{scope.query}")
    values = {"form": form, "scope": scope, "tables": tables(form, period=scope.period, place=scope.place)}
    return render(request, "office/figures.html", values, status=422 if form.errors else 200)


def _saved(rows: int) -> str:
    if not rows:
        return _("Нічого не змінилося.")
    return _("Записано: {numbers}.").format(numbers=counted(rows, _("число"), _("числа"), _("чисел")))


@staff(*NUMBERS)
@require_GET
def history(request: StaffRequest, code: str) -> HttpResponse:
    """Everything that was ever written for one indicator at one's libraries, the newest first."""
    one = next((one for one in BY_HAND if one.code == code), None)
    if one is None:
        raise Http404
    mine = {place.pk for place in request.duty.places_of(*NUMBERS)}
    rows = [row for row in written.history(indicator=code) if row.place_id is None or row.place_id in mine]
    values = {"indicator": one, "name": capital(full_name(one)), "rows": rows, "may_write": request.duty.may(*FIGURES)}
    return render(request, "office/figure_history.html", values)
