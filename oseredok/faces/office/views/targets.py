"""«Цілі»: targets of indicators, and those that are going to be missed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office.audience import TARGETS
from oseredok.faces.office.forms import TargetForm
from oseredok.faces.office.target_rows import rows, whole_system
from oseredok.faces.office.targets_in_danger import warned_of
from oseredok.library.people.access import StaffRequest, staff
from oseredok.management.indicators import actions
from oseredok.management.indicators.models import Target


@staff(*TARGETS)
def targets(request: StaffRequest) -> HttpResponse:
    """The targets in force and to come; a form for a new one."""
    today, duty = local_date(timezone.now()), request.duty
    form = TargetForm(
        request.POST or None,
        places=duty.places_of(*TARGETS),
        whole_system=whole_system(duty),
        initial={"valid_from": today.replace(day=1), "place": None if whole_system(duty) else duty.place.pk},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_target(**form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Ціль записано."))
            return redirect("office:targets")
    values = {"form": form, "rows": rows(duty, on=today), "warned": warned_of(duty, on=today)}
    return render(request, "office/targets.html", values, status=422 if form.errors else 200)


@staff(*TARGETS)
@require_POST
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """End a target; only of a library where one works."""
    mine = [row.target.pk for row in rows(request.duty, on=local_date(timezone.now())) if row.can_end]
    target = get_object_or_404(Target, pk=pk, pk__in=mine)
    try:
        actions.end_target(target=target, on=local_date(timezone.now()))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Ціль припинено."))
    return redirect("office:targets")
