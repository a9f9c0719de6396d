"""The demo centre: the invented town of Тихогори with eighteen months of a library's life, made by the real actions.

Visits, services and loans go through the journal's bulk path (`record_many`), which obeys the same rules as `record`;
everything else (accounts, readers, events, closures, corrections, news) through the actions that pages call.
Deterministic for a given day: the same `now` gives the same town.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from oseredok.base.audit import actions as audit
from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.demo import days, figures, hall, opinions
from oseredok.demo import pages as written
from oseredok.demo.catalogue import fill_catalogue
from oseredok.demo.cataloguing import describe_by_hand
from oseredok.demo.monitoring import write_monitorings
from oseredok.demo.office import run_office
from oseredok.demo.printing import print_today
from oseredok.demo.registry import enrol_newcomers, fill_registry
from oseredok.demo.reports import aim_for_the_system
from oseredok.demo.signins import READER_PIN, SIGN_INS, sample_reader
from oseredok.demo.surveys import ask_people
from oseredok.demo.town import (
    CENTRE_NAME,
    EVENTS,
    FATHERS,
    MEN,
    NEWS,
    PLACES,
    SURNAMES,
    SYSTEM_NAME,
    WOMEN,
    Place,
)
from oseredok.demo.wifi import connect_people
from oseredok.faces.front import actions as front
from oseredok.library.offer import queries as offer
from oseredok.library.people import actions as people
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Reader, Role, SocialStatus
from oseredok.library.people.own_page.pins import set_pin
from oseredok.library.places import actions as places
from oseredok.library.places import hours
from oseredok.library.places.models import Closure, Library, LibrarySystem, Room
from oseredok.library.places.schedule import Schedule
from oseredok.library.privacy.models import Channel
from oseredok.services.events import actions as events
from oseredok.services.visits import actions as visits
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal.drafts import Draft
from oseredok.spine.journal.models import Entry, Reason

MONTHS = 18
READERS = {"central": 190, "zarichchia": 60, "vilkhivka": 45}
Progress = Callable[[float], None]


@transaction.atomic
def load_demo(*, now: datetime, progress: Progress) -> None:
    """Fill an empty centre. `progress` is told the done part, 0 to 1.

    Everything or nothing: an interrupted start leaves an empty centre.
    """
    with audit.paused():
        libraries, staff = _settle_town(now=now, progress=progress)
    run_office(libraries=libraries, staff=staff, now=now)
    with audit.paused():
        write_monitorings(libraries=libraries, staff=staff, now=now)
    progress(1.0)


def _settle_town(*, now: datetime, progress: Progress) -> tuple[dict[str, Library], dict[str, Account]]:
    """Everything of the eighteen months; the log of changes does not tell of it."""
    first_day = _first_day(clock.local_date(now))
    libraries = _found(first_day=first_day)
    staff = _employ(libraries=libraries, at=clock.moment_at(first_day, time(8)))
    crews = [
        days.Crew(
            plan=plan,
            library=libraries[plan.code],
            schedule=hours.load(libraries[plan.code]),
            staff=_of_place(staff, plan),
            readers=(),
        )
        for plan in PLACES
    ]
    progress(0.05)
    crews = [_enrol(crew=crew, first_day=first_day, now=now) for crew in crews]
    progress(0.25)
    _live(crews=crews, first_day=first_day, now=now, progress=progress)
    _hold_events(crews=crews, first_day=first_day, now=now)
    connect_people(crews=crews, now=now)
    hall.live_in(place=libraries["central"], staff=staff["natalia"], readers=crews[0].readers, now=now)
    _correct_slips(now=now)
    print_today(library=libraries["central"], staff=staff["natalia"], now=now)
    fill_catalogue(libraries=libraries, staff=staff["kateryna"], now=now)
    describe_by_hand(library=libraries["central"], staff=staff["kateryna"], now=now)
    enrol_newcomers(libraries=libraries, staff=staff["natalia"], days=_days_together(crews, now=now))
    journal.settle()
    opinions.hear(crews=crews, staff=staff, now=now)
    progress(0.95)
    fill_registry(libraries=libraries, staff=staff["iryna"], now=now)
    _write_news(author=staff["iryna"], place=libraries["central"], now=now)
    written.write_pages(author=staff["iryna"], place=libraries["central"], now=now)
    ask_people(libraries=libraries, staff=staff, now=now)
    aim_for_the_system(first_day=first_day)
    figures.aim(library=libraries["central"], first_day=first_day)
    figures.write_down(libraries=libraries, staff=staff["olena"], now=now)
    return libraries, staff


def _first_day(today: date) -> date:
    month = Period.month(today.year, today.month)
    for _ in range(MONTHS):
        month = month.previous()
    return month.start


def _found(*, first_day: date) -> dict[str, Library]:
    system = LibrarySystem.objects.create(
        name=SYSTEM_NAME,
        short_name=SYSTEM_NAME,
        centre_name=CENTRE_NAME,
        founder="Тихогірська міська рада",
        town="м. Тихогори",
        population=14_300,
    )
    libraries = {}
    for order, plan in enumerate(PLACES):
        library = Library.objects.create(
            system=system, code=plan.code, name=plan.name, short_name=plan.short_name, is_central=order == 0,
            is_rural=plan.is_rural, address=plan.address, directions=plan.directions, access_notes=plan.access_notes,
            shelter_notes=plan.shelter_notes, phone=plan.phone, email=plan.email, latitude=plan.latitude,
            longitude=plan.longitude, order=order,
        )  # fmt: skip
        for name, purpose, area, step_free in plan.rooms:
            Room.objects.create(library=library, name=name, purpose=purpose, area=area, step_free=step_free)
        places.set_weekly_hours(
            library=library,
            week={day: [(plan.opens_at, plan.closes_at)] for day in plan.weekdays},
            starts_on=first_day,
        )
        places.set_sanitary_day(library=library, weekday=3, nth=-1, starts_on=first_day)
        libraries[plan.code] = library
    return libraries


def _employ(*, libraries: dict[str, Library], at: datetime) -> dict[str, Account]:
    staff = {}
    for one in SIGN_INS:
        account = people.create_account(
            username=one.username, surname=one.surname, given_name=one.given_name, patronymic=one.patronymic,
            position=one.position, password=one.password, now=at, by=None,
        )  # fmt: skip
        people.give_role(account=account, role=one.role, place=libraries.get(one.place), by=None, now=at)
        staff[one.username] = account
    return staff


def _of_place(staff: dict[str, Account], plan: Place) -> list[Account]:
    return [staff[one.username] for one in SIGN_INS if one.place == plan.code]


def _enrol(*, crew: days.Crew, first_day: date, now: datetime) -> days.Crew:
    """Readers come through all the months, more in the first ones; each new year they are re-registered one by one."""
    roll = Random(f"readers:{crew.plan.code}")  # noqa: S311 - a picture, not a secret
    last = clock.local_date(now) - timedelta(days=1)
    span = (last - first_day).days
    readers: list[Reader] = []
    for _ in range(READERS[crew.plan.code]):
        day = _open_day(crew.schedule, first_day + timedelta(days=round(span * roll.random() ** 1.3)))
        at = clock.moment_at(min(day, last), time(10 + roll.randrange(5), roll.randrange(60)))
        reader = _register(roll, _somebody(roll, at.year), crew, at=at)
        readers.append(reader)
        for year in range(at.year + 1, now.year + 1):
            back = _open_day(crew.schedule, date(year, 1, 8) + timedelta(days=round(200 * roll.random() ** 2)))
            if back < last and roll.random() < 0.86:
                visits.renew_registration(
                    reader=reader,
                    library=crew.library,
                    staff=roll.choice(crew.staff),
                    now=clock.moment_at(back, time(11, roll.randrange(60))),
                )
    if crew.library.is_central:
        set_pin(reader=sample_reader(), pin=READER_PIN, now=now)
    return replace(crew, readers=tuple(readers))


def _register(roll: Random, data: people.ReaderDetails, crew: days.Crew, *, at: datetime) -> Reader:
    """Most have agreed to the processing of their data; of a few somebody forgot to write it down."""
    staff = roll.choice(crew.staff)
    if roll.random() < 0.05:
        return visits.register_reader(data=data, library=crew.library, staff=staff, now=at)[0]
    agreed = visits.Agreed(Channel.DESK)
    return visits.enrol_reader(data=data, agreed=agreed, library=crew.library, staff=staff, now=at)[0]


def _somebody(roll: Random, year: int) -> people.ReaderDetails:
    age = roll.choice((8, 11, 13, 16, 17, 20, 24, 29, 33, 38, 42, 47, 51, 56, 61, 64, 68, 71, 76, 82))
    is_woman = roll.random() < 0.6
    statuses = (
        (SocialStatus.PUPIL,) if age < 18
        else (SocialStatus.STUDENT, SocialStatus.EMPLOYEE) if age < 24
        else (SocialStatus.PENSIONER,) if age > 60
        else (SocialStatus.EMPLOYEE, SocialStatus.WORKER, SocialStatus.UNEMPLOYED, SocialStatus.ENTREPRENEUR)
    )  # fmt: skip
    surname = roll.choice(SURNAMES)
    born = year - age - roll.randrange(3)
    if year - born == 14:
        born += 1  # in the year in which they turn 14 only the day would tell whether a parent must agree
    guardian = (
        f"{_of(surname, is_woman=True)} {roll.choice(WOMEN)} {roll.choice(FATHERS)[0]}" if year - born < 14 else ""
    )
    return {
        "surname": _of(surname, is_woman=is_woman),
        "given_name": roll.choice(WOMEN if is_woman else MEN),
        "patronymic": roll.choice(FATHERS)[0 if is_woman else 1],
        "birth_year": born,
        # Numbers of this form are given to nobody.
        "phone": _phone(roll) if roll.random() < 0.7 and not guardian else "",
        "guardian_name": guardian,
        "guardian_phone": _phone(roll) if guardian else "",
        "social_status": roll.choice(statuses),
    }


def _phone(roll: Random) -> str:
    return f"+38067000{roll.randrange(10_000):04d}"


def _of(surname: str, *, is_woman: bool) -> str:
    """Surnames of an adjective's form change; the list has them in the feminine."""
    return surname if is_woman or not surname.endswith("ька") else f"{surname[:-1]}ий"


def _live(*, crews: list[days.Crew], first_day: date, now: datetime, progress: Progress) -> None:
    kinds = {code: offer.kind(code) for code in _kinds()}
    town = days.Town(
        kinds=kinds,
        requests={theme.code: theme for theme in offer.themes("request")},
        udc=list(offer.themes("udc")),
        purposes={theme.code: theme for theme in offer.themes("seat_purpose")},
        hall_from=hall.first_day(now),
    )
    today = clock.local_date(now)
    for number, month in enumerate(_months(first_day, today)):
        drafts = []
        for crew in crews:
            drafts += [
                draft
                for day in crew.schedule.working_days(month)
                if day <= today
                for draft in days.drafts_of(crew=crew, town=town, day=day, first_day=first_day, until=now)
            ]
            _disturb(crew=crew, month=month, now=now)
        journal.record_many(drafts=[draft for draft in drafts if not _is_here_today(draft, today)])
        _come_in([draft for draft in drafts if _is_here_today(draft, today)], now=now)
        progress(0.25 + 0.6 * (number + 1) / (MONTHS + 1))


def _is_here_today(draft: Draft, today: date) -> bool:
    return draft.kind.code == "visit" and draft.local_date == today


def _come_in(drafts: list[Draft], *, now: datetime) -> None:
    """Today's people come through the desk's own action, so that the desk knows who is in the building."""
    for draft in sorted(drafts, key=lambda draft: draft.occurred_at):
        if draft.staff is None:
            continue
        recorded = visits.record_visit(
            place=draft.place, staff=draft.staff, now=draft.occurred_at, age_group=draft.age_group, reader=draft.visitor,
            flags=draft.flags, key=draft.key,
        )  # fmt: skip
        away_at = draft.occurred_at + timedelta(minutes=75)
        if recorded.visit is not None and away_at < now:
            visits.leave(visit=recorded.visit, now=away_at)


def _kinds() -> set[str]:
    return {"visit", "loan_book", "loan_periodical", "coworking_seat", *(code for code, *_ in days.SERVICES)}


def _months(first_day: date, today: date) -> Iterator[Period]:
    month = Period.containing("month", first_day)
    while month.start <= today:
        yield month
        month = month.next()


def _disturb(*, crew: days.Crew, month: Period, now: datetime) -> None:
    """Air-raid alerts and power cuts, a few a month, in opening hours."""
    roll = Random(f"alerts:{crew.plan.code}:{month.start}")  # noqa: S311 - a picture, not a secret
    name = crew.staff[0].short_name
    for day in roll.sample(crew.schedule.working_days(month), k=3):
        starts = clock.moment_at(day, time(crew.plan.opens_at.hour + 1 + roll.randrange(3), roll.randrange(60)))
        ends = starts + timedelta(minutes=20 + roll.randrange(80))
        if ends < now:
            kind = roll.choice((Closure.Kind.AIR_RAID, Closure.Kind.AIR_RAID, Closure.Kind.POWER_CUT))
            closure = places.begin_closure(library=crew.library, kind=kind, staff_name=name, now=starts)
            places.end_closure(closure=closure, staff_name=name, now=ends)


def _hold_events(*, crews: list[days.Crew], first_day: date, now: datetime) -> None:
    for crew in crews:
        roll = Random(f"events:{crew.plan.code}")  # noqa: S311 - a picture, not a secret
        for month in _months(first_day, clock.local_date(now)):
            for day in roll.sample(crew.schedule.working_days(month), k=4 if crew.plan.code == "central" else 1):
                form, title, development = roll.choice(EVENTS)
                held_at = clock.moment_at(day, time(14))
                present = {"22_35": roll.randrange(4), "36_59": 1 + roll.randrange(6), "60p": roll.randrange(7)}
                if held_at + timedelta(hours=2) < now:
                    events.record_event(
                        place=crew.library, form=offer.theme("event_form", form), title=title, held_at=held_at,
                        personal_development=development, present_by_age=present,
                        present_offline=sum(present.values()), responsible=crew.staff[0], staff=crew.staff[0],
                        now=held_at + timedelta(hours=2), key=f"demo:{crew.plan.code}:{day:%Y%m%d}",
                    )  # fmt: skip


def _correct_slips(*, now: datetime) -> None:
    """Every eightieth record was a slip that somebody took back a few minutes later."""
    standing = Entry.objects.filter(kind__code__in=("visit", "printing_bw"), reverses__isnull=True)
    slips = list(standing.order_by("pk").values_list("pk", flat=True))[::80]
    for entry in Entry.objects.filter(pk__in=slips).select_related("staff"):
        later = entry.recorded_at + timedelta(minutes=4)
        if later < now and entry.staff is not None:
            journal.reverse(entry=entry, staff=entry.staff, now=later, reason=Reason.SLIP)


def _write_news(*, author: Account, place: Library, now: datetime) -> None:
    duty = Duty(account=author, place=place, places=[place], roles=frozenset({Role.HEAD}))
    for title, summary, body, days_ago in NEWS:
        at = clock.moment_at(clock.local_date(now) - timedelta(days=days_ago), time(10))
        item = front.write_news(duty=duty, title=title, summary=summary, body=body, place=None, now=at)
        front.publish_news(item=item, duty=duty, now=at)
    written.write_coming_news(duty=duty, now=now)


def _days_together(crews: list[days.Crew], *, now: datetime) -> list[date]:
    """The past month's days on which all the libraries were open, the earlier first."""
    today = clock.local_date(now)
    month = Period.through(today - timedelta(days=31), today - timedelta(days=1))
    return sorted(set.intersection(*(set(crew.schedule.working_days(month)) for crew in crews)))


def _open_day(schedule: Schedule, day: date) -> date:
    """The first working day not before `day`, within a month."""
    opened = schedule.working_days(Period.through(day, day + timedelta(days=31)))
    return opened[0] if opened else day
