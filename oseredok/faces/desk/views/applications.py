"""Applications for a card at the desk: found, checked against a document that is looked at and not copied, given."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError
from oseredok.base.core.text import by_fours
from oseredok.faces.desk.views.today import LAST
from oseredok.library.people import queries as people
from oseredok.library.people.access import DESK, StaffRequest, staff
from oseredok.library.people.registry import applications, class_codes
from oseredok.library.people.registry.models import Application
from oseredok.library.privacy import queries as privacy
from oseredok.library.privacy.models import Channel, Purpose
from oseredok.services.visits import actions as visits

_LONGEST_LIST = 100


@staff(*DESK)
@never_cache
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    """Everything that waits, the oldest first, those who chose this library before the others."""
    rows = applications.waiting(place=request.duty.place, limit=_LONGEST_LIST)
    code = class_codes.living(place=request.duty.place, now=timezone.now())
    context = {
        "applications": rows,
        "class_code": code,
        "spaced": applications.spaced(code.code) if code else "",
        "join": (settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")) + reverse("front:card"),
    }
    return render(request, "desk/applications.html", context)


@staff(*DESK)
@require_POST
def class_code(request: StaffRequest) -> HttpResponse:
    """Give a code for a class, or make the given one good for an hour more."""
    class_codes.give(place=request.duty.place, staff=request.user, now=timezone.now())
    return redirect(f"{reverse('desk:applications')}#class")


@staff(*DESK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """One application: give the card, or drop it when the person is a reader already or changed their mind."""
    application = get_object_or_404(Application.objects.select_related("library"), public_id=public_id)
    if request.method != "POST":
        return _shown(request, application)
    if request.POST.get("do") == "drop":
        application.delete()
        messages.success(request, _("Заяву стерто."))
        return redirect("desk:applications")
    channel = request.POST.get("consent", "")
    try:
        reader, recorded = visits.take_application(
            application=application,
            channel=channel if channel in (Channel.PAPER, Channel.DESK) else "",
            library=request.duty.place,
            staff=request.duty.account,
            now=timezone.now(),
        )
    except DomainError as refusal:
        return _shown(request, application, error=refusal.message)
    if recorded.entries:
        request.session[LAST] = recorded.entries[0].pk
    messages.success(request, _("Записано. Номер квитка %(card)s.") % {"card": by_fours(reader.card_number)})
    return redirect("people:reader", reader.public_id)


def _shown(request: StaffRequest, application: Application, *, error: str = "") -> HttpResponse:
    text = privacy.text_in_force(Purpose.CARD, on=clock.local_date(timezone.now()))
    context = {
        "application": application,
        "code": applications.spaced(application.code),
        "same": people.alike(
            surname=application.surname,
            given_name=application.given_name,
            birth_year=application.birth_year,
            phone=application.phone,
            email=application.email,
        ),
        "text": text,
        "consent_changed": text is None or text.version != application.consent_version,
        "error": error,
    }
    return render(request, "desk/application.html", context, status=422 if error else 200)
