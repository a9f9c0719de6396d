"""Verbs that change when a library is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oseredok.base.audit import actions as audit
from oseredok.base.core.clock import day_bounds, local_date
from oseredok.base.core.dates import WEEKDAYS_SHORT, short_date
from oseredok.base.core.errors import Invalid
from oseredok.library.places import followers
from oseredok.library.places.models import Closure, HoursException, Library, SanitaryDay, WeeklyHours
from oseredok.library.places.rules import Week, check_exception, check_no_overlap, check_week, check_works
from oseredok.library.places.wording import nth_day_words

_CLOSED = "зачинено"
_NONE = "немає"


# --- Live closures ------------------------------------------------------------------------------------
@transaction.atomic
def begin_closure(*, library: Library, kind: str, staff_name: str, now: datetime, note: str = "") -> Closure:
    """Close the library from now on. A second tap returns the closure that is there already.

    One that was left open on an earlier day is ended at the end of that day first, as the schedule counted it.
    Raises Invalid (`unknown-closure`).
    """
    if kind not in Closure.Kind.values:
        raise Invalid(_("Невідома причина закриття."), code="unknown-closure", field="kind")
    live = Closure.objects.filter(library=library, kind=kind, ended_at__isnull=True)
    for left in live.all():
        if local_date(left.started_at) < local_date(now):
            _end(left, staff_name="", now=now)
    existing = live.first()
    if existing is not None:
        return existing
    try:
        with transaction.atomic():  # a savepoint: PostgreSQL refuses to go on after an error without one
            closure = Closure.objects.create(
                library=library, kind=kind, started_at=now, started_by=staff_name[:120], note=note
            )
    except IntegrityError:
        return live.get()  # the other librarian was first
    followers.closed(library, now)
    return closure


@transaction.atomic
def end_closure(*, closure: Closure, staff_name: str, now: datetime) -> Closure:
    """Reopen. An ended closure stays as it was ended first; one left open on an earlier day ends with that day."""
    _end(closure, staff_name=staff_name, now=now)
    closure.refresh_from_db()
    return closure


@transaction.atomic
def end_closures(*, library: Library, staff_name: str, now: datetime) -> None:
    """End whatever closes the library for a while: it is closed for good."""
    for closure in Closure.objects.filter(library=library, ended_at__isnull=True):
        _end(closure, staff_name=staff_name, now=now)


def _end(closure: Closure, *, staff_name: str, now: datetime) -> None:
    day_is_over = day_bounds(local_date(closure.started_at))[1]
    ended_at = max(closure.started_at, min(now, day_is_over))
    still_open = Closure.objects.select_for_update().filter(pk=closure.pk, ended_at__isnull=True).first()
    if still_open is not None:
        still_open.ended_at, still_open.ended_by = ended_at, staff_name[:120]
        still_open.save(update_fields=["ended_at", "ended_by"])
        followers.reopened(closure.library, now)


# --- The week -----------------------------------------------------------------------------------------
@transaction.atomic
def set_weekly_hours(*, library: Library, week: Week, starts_on: date) -> list[WeeklyHours]:
    """Make `week` (weekday → intervals, 0 is Monday) the hours from `starts_on` on.

    The hours before that day stay in history; hours planned from a later day are replaced. Raises Invalid: see
    `rules.check_week`.
    """
    check_week(week)
    _lock(library)
    rows = WeeklyHours.objects.filter(library=library)
    before = _week_words(rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=starts_on), valid_from__lte=starts_on))
    rows.filter(valid_from__gte=starts_on).delete()
    rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=starts_on)).update(valid_to=starts_on)
    made = WeeklyHours.objects.bulk_create(
        WeeklyHours(library=library, weekday=weekday, opens_at=opens, closes_at=closes, valid_from=starts_on)
        for weekday, spans in sorted(week.items())
        for opens, closes in sorted(spans)
    )
    after = _week_words(made)
    changes = {WEEKDAYS_SHORT[day]: (before.get(day, _CLOSED), after.get(day, _CLOSED)) for day in range(7)}
    if before != after:
        changes[_("діє з")] = ("", short_date(starts_on))
    audit.note(of=library, called=_("години роботи"), changes=changes)
    followers.hours_changed(library, starts_on)
    return made


def _week_words(rows: Iterable[WeeklyHours]) -> dict[int, str]:
    """Return weekday → `9:00–13:00, 14:00–18:00`: a week is one decision, whatever rows it is made of."""
    days: dict[int, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row.weekday, row.opens_at)):
        days.setdefault(row.weekday, []).append(f"{_clock(row.opens_at)}–{_clock(row.closes_at)}")
    return {day: ", ".join(spans) for day, spans in days.items()}


def _clock(at: time) -> str:
    return f"{at.hour}:{at:%M}"


@transaction.atomic
def set_sanitary_day(*, library: Library, weekday: int | None, nth: int = -1, starts_on: date) -> SanitaryDay | None:
    """Make the `nth` such weekday of each month the sanitary day from `starts_on` on; no weekday: none any more.

    Raises Invalid (`unknown-weekday`, `unknown-nth`).
    """
    if weekday is not None and weekday not in range(7):
        raise Invalid(_("Такого дня тижня немає."), code="unknown-weekday", field="weekday")
    if nth not in (-1, 1, 2, 3, 4):
        raise Invalid(_("Виберіть перший, другий, третій, четвертий або останній."), code="unknown-nth", field="nth")
    _lock(library)
    rows = SanitaryDay.objects.filter(library=library)
    going_on = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=starts_on))
    before = _sanitary_words(going_on.filter(valid_from__lte=starts_on).first())
    rows.filter(valid_from__gte=starts_on).delete()
    going_on.update(valid_to=starts_on)
    made = None
    if weekday is not None:
        made = SanitaryDay.objects.create(library=library, weekday=weekday, nth=nth, valid_from=starts_on)
    after = _sanitary_words(made)
    changes = {_("котрий"): (before, after)}
    if before != after:
        changes[_("діє з")] = ("", short_date(starts_on))
    audit.note(of=library, called=_("санітарний день"), changes=changes)
    followers.hours_changed(library, starts_on)
    return made


def _sanitary_words(day: SanitaryDay | None) -> str:
    """Return `останній четвер місяця`: the log tells the rule, not the rows that it is made of."""
    return nth_day_words(day.weekday, day.nth) if day else _NONE


@transaction.atomic
def set_hours(*, library: Library, week: Week, sanitary: tuple[int, int] | None, starts_on: date) -> None:
    """Set the week and the sanitary day (its weekday and which of the month) together, or neither.

    Raises Invalid: see `set_weekly_hours` and `set_sanitary_day`.
    """
    set_weekly_hours(library=library, week=week, starts_on=starts_on)
    weekday, nth = sanitary or (None, -1)
    set_sanitary_day(library=library, weekday=weekday, nth=nth, starts_on=starts_on)


# --- Exceptions ---------------------------------------------------------------------------------------
@transaction.atomic
def add_exception(
    *,
    library: Library,
    kind: str,
    starts_on: date,
    ends_on: date,
    opens_at: time | None = None,
    closes_at: time | None = None,
    note: str = "",
) -> HoursException:
    """Make the days [starts_on, ends_on) differ from the week: closed, or open at the hours given.

    Raises Invalid (see `rules.check_exception`) and Conflict (`exceptions-overlap`).
    """
    check_exception(kind=kind, starts_on=starts_on, ends_on=ends_on, opens_at=opens_at, closes_at=closes_at)
    _lock(library)
    check_works(library=library, on=ends_on)
    check_no_overlap(starts_on=starts_on, ends_on=ends_on, others=library.hours_exceptions.all())
    made = HoursException.objects.create(
        library=library,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        opens_at=opens_at,
        closes_at=closes_at,
        note=note,
    )
    followers.hours_changed(library, starts_on)
    return made


def remove_exception(*, exception: HoursException) -> None:
    """Take an exception back; removing it twice is no error."""
    HoursException.objects.filter(pk=exception.pk).delete()


def _lock(library: Library) -> None:
    """Let one person at a time change the hours of a library: overlaps are checked against a still picture."""
    Library.objects.select_for_update().get(pk=library.pk)
