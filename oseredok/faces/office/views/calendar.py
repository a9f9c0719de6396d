"""«Години й календар»: the week, exceptions and holidays of a library, with what the door will say."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import day_and_month
from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.faces.office import calendar_screen, previews
from oseredok.faces.office.audience import PLACES, SETUP
from oseredok.faces.office.calendar_forms import ExceptionForm, HolidayForm
from oseredok.faces.office.views.libraries import led_library
from oseredok.faces.office.week_forms import DaysForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places import actions, holiday_actions, hours, outages, place_actions, wording
from oseredok.library.places.models import HoursException, PublicHoliday


@staff(*PLACES)
@require_safe
def calendar_now(request: StaffRequest) -> HttpResponse:
    """The calendar of the library where the person works now, or of the first that the person leads."""
    led = request.duty.places_of(*PLACES)
    if not led:
        raise Http404
    return redirect("office:calendar", request.duty.place.pk if request.duty.place in led else led[0].pk)


@staff(*PLACES)
@require_safe
def calendar(request: StaffRequest, pk: int) -> HttpResponse:
    """A month: hours, closed days and why, closures that happened."""
    library, now = led_library(request, pk), timezone.now()
    today = local_date(now)
    first = calendar_screen.first_day(request.GET.get("month", ""), today=today)
    rows = calendar_screen.exceptions(library, on=today)
    context = {
        "library": library,
        "places": request.duty.places_of(*PLACES),
        "month": calendar_screen.month_of(library, first, now=now),
        "door": previews.door(library, on=today),
        "may_set_up": request.duty.may(*SETUP),
        "outages": [(one, outages.words(one)) for one in outages.ahead(library, now=now)],
        "exceptions": [(one, calendar_screen.exception_words(one)) for one in rows],
    }
    return render(request, "office/centre/calendar.html", context)


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: StaffRequest, pk: int) -> HttpResponse:
    """Set the week and the sanitary day from a date on."""
    library, today = led_library(request, pk), local_date(timezone.now())
    known = DaysForm.known(hours.load(library), today)
    form = DaysForm(request.POST if request.method == "POST" else None, initial=known)
    shown = None
    if form.is_bound and form.is_valid():
        starts_on: date = form.cleaned_data["starts_on"]

        def change() -> None:
            actions.set_hours(library=library, week=form.week(), sanitary=form.sanitary(), starts_on=starts_on)

        try:
            if request.POST.get("do") == "show":
                shown = previews.door_after(change, library, on=max(starts_on, today))
            else:
                change()
                messages.success(request, _("Години збережено."))
                return redirect("office:calendar", pk)
        except DomainError as error:
            add_to_form(form, error)
    context = {"library": library, "form": form, "shown": shown}
    return render(request, "office/centre/week.html", context, status=422 if form.errors else 200)


@staff(*PLACES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_exception(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a day or a span differ from the week."""
    library, today = led_library(request, pk), local_date(timezone.now())
    form = ExceptionForm(request.POST if request.method == "POST" else None)
    shown = None
    if form.is_bound and form.is_valid():
        details = form.details()

        def change() -> None:
            actions.add_exception(library=library, **details)

        try:
            if request.POST.get("do") == "show":
                first = min(max(details["starts_on"], today), details["ends_on"])
                shown = previews.door_after(change, library, on=first, until=details["ends_on"])
            else:
                change()
                messages.success(request, _who_knows(details["starts_on"], today=today))
                return redirect("office:calendar", pk)
        except DomainError as error:
            add_to_form(form, error)
    context = {"library": library, "form": form, "shown": shown}
    return render(request, "office/centre/exception.html", context, status=422 if form.errors else 200)


def _who_knows(starts_on: date, *, today: date) -> str:
    told_from = wording.told_from(starts_on)
    if told_from <= today:
        return _("Збережено: двері й сайт уже знають.")
    return _("Збережено. Двері й сайт скажуть про це з {day}.").format(day=day_and_month(told_from))


@staff(*PLACES)
@require_POST
def remove_exception(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an exception back: the day is as the week says."""
    found = get_object_or_404(HoursException, pk=pk)
    led_library(request, found.library_id)
    actions.remove_exception(exception=found)
    messages.success(request, _("Виняток прибрано: день знову звичайний."))
    return redirect("office:calendar", found.library_id)


@staff(*SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def holidays(request: StaffRequest) -> HttpResponse:
    """The list of public holidays with its source, and whether they are days off now."""
    today = local_date(timezone.now())
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            holiday_actions.add_holiday(day=given.pop("date"), today=today, **given)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:holidays")
    context = {"form": form, "system": request.duty.place.system, **calendar_screen.holidays(today.year)}
    return render(request, "office/centre/holidays.html", context, status=422 if form.errors else 200)


@staff(*SETUP)
@require_POST
def remove_holiday(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a holiday off the list."""
    holiday_actions.remove_holiday(holiday=get_object_or_404(PublicHoliday, pk=pk))
    return redirect("office:holidays")


@staff(*SETUP)
@require_POST
def switch_holidays(request: StaffRequest) -> HttpResponse:
    """Say whether public holidays are working days (martial law) or days off."""
    working = request.POST.get("working") == "yes"
    place_actions.set_holidays_are_working(system=request.duty.place.system, working=working)
    messages.success(request, _("Святкові дні робочі.") if working else _("У святкові дні зачинено."))
    return redirect("office:holidays")
