"""What «Сьогодні» shows: the day's board, the log, the month. Read-only; built once for a request."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID, uuid4

from django.db.models import Max, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core import clock
from oseredok.base.core.dates import MONTHS
from oseredok.base.core.periods import Period
from oseredok.base.core.text import counted, lower_first, number, tie
from oseredok.base.ui import charts
from oseredok.library.offer import queries as offer
from oseredok.library.people.access import Duty
from oseredok.library.people.models import AgeGroup
from oseredok.library.places import hours
from oseredok.library.places import queries as places
from oseredok.library.places.models import Closure
from oseredok.management.indicators import queries as indicators
from oseredok.services.visits import queries as visits
from oseredok.services.visits import rules
from oseredok.services.visits.models import Visit
from oseredok.spine.journal import presentation, subjects
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal.models import Entry

LOG_LENGTH = 10

BOARD_WORDS = {
    AgeGroup.A0_14: lazy("діти"),
    AgeGroup.A15_17: lazy("підлітки"),
    AgeGroup.A18_21: lazy("юнацтво"),
    AgeGroup.A22_35: lazy("молодь"),
    AgeGroup.A36_59: lazy("дорослі"),
    AgeGroup.A60P: lazy("старші"),
}

# Readers are counted in finer groups than a tap knows; the board adds them to the button they belong to.
BOARD_PARTS = {
    AgeGroup.A0_14: (AgeGroup.A0_6, AgeGroup.A7_9, AgeGroup.A10_14, AgeGroup.A0_14),
    AgeGroup.A60P: (AgeGroup.A60_74, AgeGroup.A75P, AgeGroup.A60P),
}


# Where a Ukrainian letter lies on a keyboard, by the Latin name of the key.
PLACE_ON_KEYBOARD = dict(zip("ЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM", strict=True))


@dataclass(frozen=True)
class VisitButton:
    age_group: AgeGroup
    words: str
    shortcut: str
    today: int
    just_recorded: bool


@dataclass(frozen=True)
class Favourite:
    """A button of a frequent service; `place` is its key on a Latin layout."""

    code: str
    label: str
    icon: str
    letter: str
    place: str


@dataclass(frozen=True)
class Tile:
    """A number of the month against its target, with the way to its entries."""

    progress: indicators.Progress

    @property
    def shown(self) -> str:
        return number(self.progress.value)

    @property
    def aim(self) -> str:
        target = self.progress.target
        return "" if target is None else tie(_("із %(target)s") % {"target": number(target)})

    @property
    def state(self) -> str:
        return "" if self.progress.target is None else "warning" if self.progress.is_behind else "success"

    @property
    def url(self) -> str:
        return f"{reverse('office:entries')}?{self.progress.selection.query}"


@dataclass
class LogRow:
    """One gesture: a visit, a group, a service, a correction."""

    entry: Entry
    what: str
    icon: str
    details: str
    who: str
    total: int
    undone_at: datetime | None
    can_undo: bool
    parts: int = 1
    page: str = ""  # of the thing that another service counts here, and where it is taken back

    @property
    def gesture(self) -> UUID:
        return self.entry.gesture


@dataclass
class Desk:
    """The desk of one place on one day."""

    duty: Duty
    now: datetime
    recorded: Entry | None = None
    selected_visit: Visit | None = None
    key: str = field(default_factory=lambda: str(uuid4()))

    @property
    def today(self) -> date:
        return clock.local_date(self.now)

    @property
    def day(self) -> Period:
        return Period.day(self.today)

    @cached_property
    def visits_by_age(self) -> dict[str, int]:
        return journal.by_age_group(place=self.duty.place, on=self.today)

    @cached_property
    def visits_today(self) -> int:
        return sum(self.visits_by_age.values())

    @property
    def buttons(self) -> Iterator[VisitButton]:
        lit = ""
        if self.recorded is not None and self.recorded.kind.code == "visit" and self.recorded.reverses_id is None:
            lit = self.recorded.age_group
        for place, group in enumerate(visits.DESK_AGE_GROUPS, 1):
            parts = BOARD_PARTS.get(group, (group,))
            yield VisitButton(
                age_group=group,
                words=str(BOARD_WORDS[group]),
                shortcut=str(place),
                today=sum(self.visits_by_age.get(part.value, 0) for part in parts),
                just_recorded=lit in {part.value for part in parts},
            )

    @cached_property
    def log(self) -> list[LogRow]:
        return log_rows(journal.entries(period=self.day, places=[self.duty.place]), now=self.now, length=LOG_LENGTH)

    @cached_property
    def entries_today(self) -> int:
        return journal.entries(period=self.day, places=[self.duty.place]).filter(reverses__isnull=True).count()

    @cached_property
    def open_state(self) -> hours.OpenState:
        return hours.state(self.duty.place, self.now)

    @cached_property
    def closures(self) -> list[Closure]:
        return list(places.live_closures(self.duty.place, at=self.now))

    @cached_property
    def in_building(self) -> list[Visit]:
        return list(visits.in_building(place=self.duty.place, on=self.today))

    @property
    def selected_visit_words(self) -> str:
        """«36–59, 14:31» or «Ганна Л., 14:31»: whom the next service is for."""
        visit = self.selected_visit
        if visit is None:
            return ""
        who = (
            visit.reader.full_name if visit.reader else str(AgeGroup(visit.age_group).label) if visit.age_group else ""
        )
        if visit.people > 1:
            who = counted(visit.people, "людина", "людини", "людей")
        return ", ".join(part for part in (who, f"{clock.local(visit.arrived_at):%H:%M}") if part)

    @property
    def people_in_building(self) -> int:
        return sum(visit.people for visit in self.in_building)

    @cached_property
    def month(self) -> list[Tile]:
        month = Period.month(self.today.year, self.today.month)
        return [
            Tile(indicators.progress(code, month=month, places=[self.duty.place], on=self.today))
            for code in ("visits.total", "consult.total")
        ]

    @property
    def month_title(self) -> str:
        return MONTHS[self.today.month - 1].capitalize()

    @cached_property
    def month_days(self) -> str:
        """«10 робочих днів із 22»"""
        month = Period.month(self.today.year, self.today.month)
        days = hours.working_days(self.duty.place, month)
        gone = sum(1 for day in days if day <= self.today)
        return tie(
            _("%(gone)s із %(all)s")
            % {"gone": counted(gone, "робочий день", "робочі дні", "робочих днів"), "all": len(days)}
        )

    @property
    def inside_rest(self) -> int:
        return len(self.in_building) - 6

    @property
    def entries_url(self) -> str:
        day = self.today.isoformat()
        return f"{reverse('office:entries')}?from={day}&to={day}&place={self.duty.place.pk}"

    @cached_property
    def hours_chart(self) -> charts.Chart:
        by_hour = journal.hourly(place=self.duty.place, date=self.today, kinds=["visit"])
        opened = hours.opening_moments(self.duty.place, *clock.day_bounds(self.today))
        first = min([*([clock.local(span.opens_at).hour for span in opened] or [9]), *by_hour])
        last = max([*([clock.local(span.closes_at).hour for span in opened] or [19]), *(hour + 1 for hour in by_hour)])
        this_hour = clock.local(self.now).hour
        return charts.columns(
            title=_("Сьогодні за годинами"),
            subtitle=_("відвідувань"),
            measure=_("Відвідувань"),
            points=[
                charts.Point(label=str(hour), value=by_hour.get(hour, 0), now=hour == this_hour)
                for hour in range(first, last)
            ],
        )

    @cached_property
    def favourites(self) -> list[Favourite]:
        return [
            Favourite(
                code=kind.code,
                label=kind.desk_label or kind.short_name,
                icon=kind.icon,
                letter=kind.favourite_key,
                place=PLACE_ON_KEYBOARD.get(kind.favourite_key.upper(), ""),
            )
            for kind in offer.desk_favourites()
        ]

    @cached_property
    def version(self) -> str:
        """Changes whenever anything that the live parts show has changed; a poll with the same one gets no content."""
        newest = Entry.objects.filter(place=self.duty.place).aggregate(newest=Max("pk"))["newest"] or 0
        here = visits.in_building(place=self.duty.place, on=self.today).aggregate(n=Sum("people"))["n"] or 0
        closures = "-".join(str(closure.pk) for closure in self.closures)
        return f"{self.duty.place.pk}.{self.today:%j}.{newest}.{here}.{closures}"

    @property
    def recorded_line(self) -> str:
        """«Записано: відвідування, 36–59, 14:31. Сьогодні 30 відвідувань.» A gesture of many entries tells its sum."""
        entry = self.recorded
        if entry is None:
            return ""
        at = clock.local(entry.recorded_at)
        if entry.reverses_id is not None:
            return _("Скасовано о %(time)s.") % {"time": f"{at:%H:%M}"}
        told = presentation.describe(entry)
        details = told.details
        gesture = Entry.objects.filter(gesture=entry.gesture, reverses__isnull=True)
        same = list(gesture.filter(kind=entry.kind).values_list("quantity", flat=True))
        if len(same) > 1:
            details = counted(sum(same), *presentation.UNIT_WORDS[entry.kind.unit])
        what = ", ".join(part for part in (told.what, details) if part)
        return tie(
            _("Записано: %(what)s, %(time)s. Сьогодні %(visits)s.")
            % {
                "what": lower_first(what),
                "time": f"{at:%H:%M}",
                "visits": counted(self.visits_today, "відвідування", "відвідування", "відвідувань"),
            }
        )


def log_rows(entries: QuerySet[Entry], *, now: datetime, length: int) -> list[LogRow]:
    """Fold entries into gestures, the latest first. Reversals are told on the row that they undo."""
    rows: dict[UUID, LogRow] = {}
    newest_first = entries.filter(reverses__isnull=True).select_related("reversal").order_by("-recorded_at", "-pk")
    for entry in newest_first[: length * 6]:
        row = rows.get(entry.gesture)
        if row is not None:
            if entry.kind_id == row.entry.kind_id:  # an event and its people are not added together
                row.total += entry.quantity
                row.parts += 1
            continue
        if len(rows) == length:
            break
        told = presentation.describe(entry)
        reversal = getattr(entry, "reversal", None)
        rows[entry.gesture] = LogRow(
            entry=entry,
            what=told.what,
            icon=told.icon,
            details=told.details,
            who=told.who,
            total=entry.quantity,
            undone_at=reversal.recorded_at if reversal else None,
            can_undo=rules.can_undo(entry=entry, now=now),
        )
    known = subjects.describe(row.entry for row in rows.values() if not rules.is_of_the_desk(entry=row.entry))
    for row in rows.values():
        subject = known.get((row.entry.subject_app, row.entry.subject_id))
        row.page = subject.url if subject else ""
    return list(rows.values())
