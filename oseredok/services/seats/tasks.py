"""Background work of the hall: each minute what time decided is written down; what pages show never waits for it."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from oseredok.base.core.clock import day_bounds
from oseredok.base.core.errands import Errand
from oseredok.library.places.models import Library
from oseredok.services.seats import closures, faults, queue, reminders
from oseredok.services.seats.models import LIVE, Hold, Seat
from oseredok.services.seats.settling import settle


@task()
def keep_the_hall() -> int:
    """Settle every library with seats, offer what is free, remind, look after broken seats; return how many libraries."""
    now = timezone.now()
    try:
        places = Library.objects.filter(pk__in=Seat.objects.values("room__library")).select_related("system")
        for place in places:
            settle(place, now=now)
            queue.offer_free(place, now=now)
            faults.rehouse_due(place, now=now)
        reminders.send_due(now=now)
        faults.count_all_downtime(now=now)
        return len(places)
    finally:
        KEEPING.order_next(now=now)


@task()
def fit_to_hours(place_id: int, from_day: str) -> None:
    """Bring bookings into hours that have changed."""
    place = Library.objects.select_related("system").get(pk=place_id)
    closures.fit_to_hours(place, date.fromisoformat(from_day), timezone.now())


KEEPING = Errand(task=keep_the_hall, every=timedelta(minutes=1), title=_("Зала: час, що вийшов, черга, нагадування"))


def order_fitting(place: Library, from_day: date) -> None:
    """Queue it, in the transaction that changes the hours; nobody has booked from that day on, nothing to do."""
    ahead = Hold.objects.filter(place=place, ends_at__gt=day_bounds(from_day)[0], state__in=LIVE)
    if ahead.exists():
        fit_to_hours.enqueue(place.pk, from_day.isoformat())
