"""A colleague's sign-in: a lost phone, open sessions, a lock-out, leaving; and who tried in vain."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError
from oseredok.faces.office.views.staff_accounts import MANAGERS, do
from oseredok.library.people import actions, queries
from oseredok.library.people.access import Duty, StaffRequest, after_closing, staff
from oseredok.library.people.models import Account, Role
from oseredok.library.people.sign_in import attempts, openid
from oseredok.library.people.staff import leaving
from oseredok.library.places.models import Library

_ON_A_PAGE = 50
_WHOLE_SYSTEM = "system"
SYSTEM_MANAGERS = (Role.DIRECTOR, Role.ADMINISTRATOR)


@after_closing
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


@after_closing
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


@after_closing
@staff(*MANAGERS)
@require_POST
def free(request: StaffRequest, pk: int) -> HttpResponse:
    """Let one who was locked out try again at once."""
    found = get_object_or_404(Account, pk=pk)
    return do(
        request,
        pk,
        lambda: attempts.free(account=found, by=request.user, now=timezone.now()),
        _("Обмеження знято: людина може входити."),
    )


@staff(*MANAGERS)
@require_POST
def unlink(request: StaffRequest, pk: int) -> HttpResponse:
    """Untie an account from the person in the other system."""
    found = get_object_or_404(Account, pk=pk)
    return do(
        request,
        pk,
        lambda: openid.unlink_account(account=found, by=request.user, now=timezone.now()),
        _("Від’єднано. Наступний вхід через ту систему під’єднає обліковий запис знову."),
    )


@after_closing
@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """«Звільнився»: what the person still holds, and the one button that ends it."""
    found = get_object_or_404(Account, pk=pk)
    if request.method == "POST":
        try:
            actions.deactivate_account(account=found, by=request.user, now=timezone.now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request, _("Обліковий запис закрито, ролі знято, сеанси завершено. Записи людини лишилися.")
            )
        return redirect("office:account", pk)
    context = {"account": found, "holdings": leaving.holdings_of(account=found, by=request.user)}
    return render(request, "office/staff/leave.html", context)


@staff(*SYSTEM_MANAGERS)
@require_safe
def failed_sign_ins(request: StaffRequest) -> HttpResponse:
    """Who tried to sign in and did not."""
    page = Paginator(attempts.failures(), _ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "office/staff/failed_sign_ins.html", {"page": page})


@staff(*MANAGERS)
@require_safe
def role_changes(request: StaffRequest) -> HttpResponse:
    """Who gave which role to whom, and when, at a place."""
    places = request.duty.places_of(*MANAGERS)
    sees_system = request.duty.holds(*SYSTEM_MANAGERS, at=None)
    place = _chosen(request.GET.get("place", ""), places, request.duty, sees_system=sees_system)
    page = Paginator(queries.role_changes(place=place), _ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "place": place, "places": places, "sees_system": sees_system}
    return render(request, "office/staff/role_changes.html", context)


def _chosen(wanted: str, places: list[Library], duty: Duty, *, sees_system: bool) -> Library | None:
    if wanted == _WHOLE_SYSTEM and sees_system:
        return None
    here = next((place for place in places if place.pk == duty.place.pk), places[0])
    return next((place for place in places if str(place.pk) == wanted), here)
