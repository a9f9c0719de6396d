"""«Кабінет»: what waits for a decision today, and every page of the office by sections."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from oseredok.faces.office.audience import HOME
from oseredok.library.people import nav, waiting
from oseredok.library.people.access import StaffRequest, staff


@staff(*HOME)
@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """The first page of the office."""
    values = {
        "decisions": waiting.decisions_for(request.duty, now=timezone.now()),
        "groups": nav.menu_for(request.duty, path=request.path).office,
    }
    return render(request, "office/home.html", values)
