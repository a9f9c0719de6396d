"""A colleague's sign-in: a lost phone, open sessions."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from oseredok.faces.office.views.staff_accounts import MANAGERS, do
from oseredok.library.people import actions
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.people.models import Account


@staff(*MANAGERS)
@require_POST
def reset_second_step(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the second step of one who lost the phone."""
    found = get_object_or_404(Account, pk=pk)
    return do(
        request,
        pk,
        lambda: actions.reset_second_step(account=found, by=request.user, now=timezone.now()),
        _("Другий крок знято, сеанси завершено. Людина ввійде з паролем і ввімкне його знову."),
    )


@staff(*MANAGERS)
@require_POST
def end_sessions(request: StaffRequest, pk: int) -> HttpResponse:
    """Sign a colleague out everywhere."""
    found = get_object_or_404(Account, pk=pk)
    return do(
        request,
        pk,
        lambda: actions.end_sessions(account=found, by=request.user, now=timezone.now()),
        _("Усі сеанси завершено."),
    )
