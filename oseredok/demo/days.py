"""The shape of the demo's days: how many people come when, and what they get.

Deterministic: a day's dice are seeded by its date and place, so that the same day always looks the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from oseredok.base.core import clock
from oseredok.demo.town import Place
from oseredok.library.offer.models import ServiceKind, Theme
from oseredok.library.people.models import Account, GroupFlag, Reader
from oseredok.library.places.models import Library
from oseredok.library.places.schedule import Schedule
from oseredok.spine.journal.drafts import Draft
from oseredok.spine.journal.models import Channel, Outcome

AGE_GROUPS = ("0_14", "15_17", "18_21", "22_35", "36_59", "60p")
SEASON = (0.80, 0.95, 1.08, 1.12, 1.00, 0.85, 0.66, 0.70, 1.10, 1.16, 1.10, 0.90)
WEEKDAY = (0.9, 0.95, 1.10, 0.95, 1.00, 1.35, 0.8)
HOURS = {9: 5, 10: 9, 11: 13, 12: 10, 13: 7, 14: 9, 15: 12, 16: 14, 17: 11, 18: 5}
GROWTH_A_YEAR = 0.18

# Kind, weight for the centre, weight for a branch, by which ages it is mostly asked (empty: all).
SERVICES = (
    ("internet_access", 16, 9, ("0_14", "15_17", "22_35", "36_59")),
    ("wifi", 6, 5, ("15_17", "18_21", "22_35")),
    ("eservice_help", 24, 10, ("36_59", "60p")),
    ("digital_skills_consultation", 13, 6, ("60p",)),
    ("social_info", 4, 4, ("36_59", "60p")),
    ("appeal_help", 4, 1, ("36_59", "60p")),
    ("reference_thematic", 5, 4, ()),
    ("reference_address", 4, 5, ()),
    ("reference_fact", 3, 2, ()),
    ("reference_verify", 2, 1, ()),
    ("catalog_search", 5, 6, ()),
    ("printing_bw", 13, 4, ()),
    ("copying", 6, 3, ()),
    ("scanning", 5, 1, ()),
    ("equipment_loan", 3, 0, ("18_21", "22_35")),
)
THEMES = {
    "subsidy": 15, "pension": 14, "identity_docs": 9, "idp": 9, "e_signature": 8, "social_aid": 8, "utilities": 7,
    "health": 6, "jobs": 6, "education": 5, "veterans": 4, "land": 3, "smartphone": 3, "citizen_appeal": 3,
    "computer_basics": 3, "banking": 2, "safety_fraud": 2, "other": 2,
}  # fmt: skip
SKILLS = {"smartphone": 10, "computer_basics": 7, "messengers": 6, "safety_fraud": 4, "e_signature": 3, "ai_tools": 1}
COWORKERS = 7.6
"""How many people a day take a seat of the coworking hall, before the weekday is weighed: some 170 a month."""
COWORKERS_AGES = {"15_17": 14, "18_21": 18, "22_35": 36, "36_59": 26, "60p": 6}
PURPOSES = {"study": 8, "work": 7, "eservice": 5, "call": 3, "leisure": 2}
LOAN_CLASSES = 7
Choice = TypeVar("Choice")


@dataclass(frozen=True)
class Town:
    """What a day needs to be imagined: loaded once for the whole demo."""

    kinds: dict[str, ServiceKind]
    requests: dict[str, Theme]
    udc: Sequence[Theme]
    purposes: dict[str, Theme]
    hall_from: date
    """From this day on the coworking hall counts by itself (`demo.hall`)."""


@dataclass(frozen=True)
class Crew:
    """A library of the demo with its people."""

    plan: Place
    library: Library
    schedule: Schedule
    staff: Sequence[Account]
    readers: Sequence[Reader]


def dice(crew_code: str, day: date) -> Random:
    return Random(f"{crew_code}:{day.isoformat()}")  # noqa: S311 - a picture, not a secret


def drafts_of(*, crew: Crew, town: Town, day: date, first_day: date, until: datetime) -> Iterator[Draft]:
    """Imagine everything recorded at a library on an open day, up to the moment `until`."""
    roll = dice(crew.plan.code, day)
    growth = 1 + GROWTH_A_YEAR * (day - first_day).days / 365
    expected = crew.plan.pace * SEASON[day.month - 1] * WEEKDAY[day.weekday()] * growth
    comings = max(0, round(roll.gauss(expected, expected**0.5)))
    readers = roll.sample(list(crew.readers), k=min(comings, len(crew.readers)))
    hours = [hour for hour in HOURS if crew.plan.opens_at.hour <= hour < crew.plan.closes_at.hour]
    for number in range(comings):
        hour = weighed(roll, {hour: HOURS[hour] for hour in hours})
        at = clock.moment_at(day, time(hour, roll.randrange(60)))
        reader = readers[number] if roll.random() < 0.35 else None
        coming = list(_one_person(crew=crew, town=town, at=at, roll=roll, reader=reader, number=number))
        if at < until:
            yield from coming
    evening = clock.moment_at(day, crew.plan.closes_at) - timedelta(minutes=15)
    loans = list(_loans(crew=crew, town=town, at=evening, roll=roll, comings=comings))
    if evening < until:
        yield from loans
    if crew.library.is_central and day < town.hall_from:
        yield from coworkers_of(crew=crew, town=town, day=day)


def coworkers(roll: Random, day: date) -> int:
    """How many people want a seat of the hall on a day."""
    return round(COWORKERS * WEEKDAY[day.weekday()]) + roll.randrange(-1, 2)


def minutes_at_seat(roll: Random) -> int:
    """How long somebody sits, in fives of minutes: never longer than the hall's rules allow at once."""
    return min(max(round(roll.gauss(85, 30) / 5) * 5, 25), 120)


def coworkers_of(*, crew: Crew, town: Town, day: date) -> Iterator[Draft]:
    """Imagine who came to the coworking space on a day, as the desk wrote it down: that they came, and the seat."""
    roll = Random(f"coworkers:{crew.plan.code}:{day}")  # noqa: S311 - a picture, not a secret
    hours = {hour: weight for hour, weight in HOURS.items() if crew.plan.opens_at.hour <= hour < 17}
    for number in range(coworkers(roll, day)):
        at = clock.moment_at(day, time(weighed(roll, hours), roll.randrange(60)))
        staff, age = roll.choice(crew.staff), weighed(roll, COWORKERS_AGES)
        key = f"demo:{crew.plan.code}:{day:%Y%m%d}:seat{number}"
        yield Draft(
            kind=town.kinds["visit"], place=crew.library, occurred_at=at, now=at, staff=staff, age_group=age, key=key
        )  # fmt: skip
        yield Draft(
            kind=town.kinds["coworking_seat"], place=crew.library, occurred_at=at, now=at, staff=staff, age_group=age,
            minutes=minutes_at_seat(roll), theme=town.purposes[weighed(roll, PURPOSES)], key=f"{key}:0",
        )  # fmt: skip


def _one_person(
    *, crew: Crew, town: Town, at: datetime, roll: Random, reader: Reader | None, number: int
) -> Iterator[Draft]:
    staff = roll.choice(crew.staff)
    age = weighed(roll, dict(zip(AGE_GROUPS, crew.plan.mix, strict=True)))
    if reader is not None and reader.birth_year:
        age = age_group(clock.local_date(at).year - reader.birth_year)
    status = reader.social_status if reader else ""
    key = f"demo:{crew.plan.code}:{clock.local_date(at):%Y%m%d}:{number}"
    flags = [GroupFlag.IDP] if roll.random() < 0.05 else [GroupFlag.DISABILITY] if roll.random() < 0.03 else []
    yield Draft(
        kind=town.kinds["visit"], place=crew.library, occurred_at=at, now=at, staff=staff, age_group=age,
        social_status=status, visitor=reader, key=key, flags=flags,
    )  # fmt: skip
    asked = weighed(roll, {0: 24, 1: 60, 2: 16})
    for nth in range(asked):
        later = at + timedelta(minutes=3 + 11 * nth)
        yield _service(
            crew=crew, town=town, at=later, roll=roll, staff=staff, age=age, status=status, reader=reader,
            key=f"{key}:{nth}",
        )  # fmt: skip


def _service(
    *, crew: Crew, town: Town, at: datetime, roll: Random, staff: Account, age: str, status: str,
    reader: Reader | None, key: str,
) -> Draft:  # fmt: skip
    central = crew.plan.code == "central"
    weights = {
        code: (in_centre if central else in_branch) * (1.0 if not ages or age in ages else 0.15)
        for code, in_centre, in_branch, ages in SERVICES
    }
    kind = town.kinds[weighed(roll, weights)]
    theme = None
    if kind.theme_scheme == ServiceKind.Scheme.REQUEST:
        pool = SKILLS if kind.code == "digital_skills_consultation" else THEMES
        theme = town.requests[weighed(roll, pool)]
    pages = kind.unit in (ServiceKind.Unit.PAGE, ServiceKind.Unit.SHEET)
    minutes = None
    if kind.asks_minutes:
        usual = kind.default_minutes or 10
        minutes = max(5, round(roll.gauss(usual, usual / 3) / 5) * 5)
    return Draft(
        kind=kind,
        place=crew.library,
        occurred_at=at,
        now=at,
        staff=staff,
        quantity=weighed(roll, {1: 40, 2: 25, 3: 12, 4: 9, 6: 7, 10: 4, 18: 3}) if pages else 1,
        channel=weighed(roll, {Channel.IN_PERSON: 92, Channel.PHONE: 8}) if theme else Channel.IN_PERSON,
        age_group=age,
        social_status=status,
        theme=theme,
        outcome=weighed(roll, {Outcome.DONE: 88, Outcome.PARTIAL: 7, Outcome.REDIRECTED: 4, Outcome.REFUSED: 1})
        if kind.asks_outcome
        else "",
        minutes=minutes,
        visitor=reader,
        key=key,
    )


def _loans(*, crew: Crew, town: Town, at: datetime, roll: Random, comings: int) -> Iterator[Draft]:
    """The day's loans, written down in the evening by class, as libraries do."""
    staff = roll.choice(crew.staff)
    key = f"demo:{crew.plan.code}:{clock.local_date(at):%Y%m%d}:loans"
    for theme in roll.sample(list(town.udc), k=min(LOAN_CLASSES, len(town.udc))):
        number = round(roll.random() * comings * 0.6)
        if number:
            yield Draft(
                kind=town.kinds["loan_book"], place=crew.library, occurred_at=at, now=at, staff=staff, quantity=number,
                theme=theme, language="uk" if roll.random() < 0.94 else "foreign", key=f"{key}:{theme.code}",
                age_group=weighed(roll, {"": 70, "0_14": 30}),
            )  # fmt: skip
    if comings > 2 and roll.random() < 0.6:
        yield Draft(
            kind=town.kinds["loan_periodical"], place=crew.library, occurred_at=at, now=at, staff=staff,
            quantity=1 + roll.randrange(comings), theme=roll.choice(town.udc), language="uk", key=f"{key}:periodicals",
        )  # fmt: skip


def age_group(years: int) -> str:
    """The age group of a reader's card."""
    for most, group in (
        (6, "0_6"),
        (9, "7_9"),
        (14, "10_14"),
        (17, "15_17"),
        (21, "18_21"),
        (35, "22_35"),
        (59, "36_59"),
    ):
        if years <= most:
            return group
    return "60_74" if years <= 74 else "75p"


def weighed(roll: Random, weights: dict[Choice, float] | dict[Choice, int]) -> Choice:
    """Throw dice whose sides weigh differently."""
    return roll.choices(list(weights), weights=list(weights.values()))[0]
