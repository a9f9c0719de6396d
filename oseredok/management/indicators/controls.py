"""Control relations between numbers (facts: 6nk §4), as data, each with an explained result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.periods import Period
from oseredok.base.core.text import lower_first, number
from oseredok.management.indicators import figures
from oseredok.management.indicators.catalogue import INDICATORS, full_name, indicator
from oseredok.management.indicators.models import Figure
from oseredok.management.indicators.numbers import values
from oseredok.management.indicators.sources import Places

State = Literal["holds", "broken", "unknown"]


@dataclass(frozen=True)
class Term:
    """An indicator with its sign; `earlier`: of the year before."""

    code: str
    sign: int = 1
    earlier: bool = False
    optional: bool = False
    """Nothing written down counts as nothing: not every library has withdrawn something."""


@dataclass(frozen=True)
class Relation:
    """What must hold: the left side equals the right one, or is not above it."""

    code: str
    left: tuple[Term, ...]
    sign: Literal["=", "≤"]
    right: tuple[Term, ...]
    why: str | Promise


@dataclass(frozen=True)
class Checked:
    """A relation with its numbers: does it hold, and why not. `codes`: which indicators to look at."""

    code: str
    state: State
    sentence: str
    codes: tuple[str, ...]

    @property
    def is_broken(self) -> bool:
        return self.state == "broken"


def _sum(*codes: str) -> tuple[Term, ...]:
    return tuple(Term(code) for code in codes)


_AGES = tuple(one.code for one in INDICATORS if one.code.startswith("users.age_"))

RELATIONS = (
    Relation(
        "stock",
        (Term("stock.start"), Term("stock.added", optional=True), Term("stock.withdrawn", -1, optional=True)),
        "=",
        _sum("stock.end"),
        lazy("фонд на початок, плюс надходження, мінус вибуття дають фонд на кінець"),
    ),
    Relation(
        "stock-carried",
        (Term("stock.end", earlier=True),),
        "=",
        _sum("stock.start"),
        lazy("фонд на кінець минулого року переходить на початок цього"),
    ),
    Relation("ages", _sum(*_AGES), "=", _sum("users.registered"), lazy("вікові групи разом дають усіх користувачів")),
    Relation(
        "new",
        _sum("users.new", "users.reregistered"),
        "=",
        _sum("users.registered"),
        lazy("нові й перереєстровані разом дають усіх користувачів"),
    ),
    Relation("remote", _sum("users.remote"), "≤", _sum("users.registered"), lazy("віддалені — частина користувачів")),
    Relation("event-visits", _sum("visits.events"), "≤", _sum("visits.total"), lazy("відвідування заходів — частина всіх")),
    Relation("virtual", _sum("ref.virtual"), "≤", _sum("ref.total"), lazy("віртуальні довідки — частина всіх")),
    Relation("online-events", _sum("events.online"), "≤", _sum("events.total"), lazy("заходи онлайн — частина всіх")),
    Relation(
        "computers", _sum("it.computers_public"), "≤", _sum("it.computers_total"),
        lazy("комп’ютери для користувачів — частина всіх"),
    ),
    Relation(
        "internet", _sum("it.computers_internet"), "≤", _sum("it.computers_total"),
        lazy("комп’ютери з Інтернетом — частина всіх"),
    ),
    Relation("seats", _sum("room.seats_computer"), "≤", _sum("room.seats"), lazy("місця з комп’ютером — частина всіх")),
    Relation("librarians", _sum("staff.librarians"), "≤", _sum("staff.total"), lazy("бібліотечні працівники — частина всіх")),
    Relation("higher", _sum("staff.higher_edu"), "≤", _sum("staff.total"), lazy("працівники з вищою освітою — частина всіх")),
    Relation("fte", _sum("staff.part_time"), "≤", _sum("staff.total"), lazy("працівники на неповний день — частина всіх")),
    Relation("online-catalogue", _sum("er.catalog_online"), "≤", _sum("er.catalog_records"), lazy("записи онлайн — частина каталогу")),
    Relation(
        "electronic-money", _sum("money.out_acquisition_electronic"), "≤", _sum("money.out_acquisition"),
        lazy("витрати на електронні документи — частина комплектування"),
    ),
    Relation(
        "area",
        _sum("room.area_service", "room.area_sociocultural", "room.area_storage"),
        "≤",
        _sum("room.area_total"),
        lazy("площі за призначенням не більші за всю площу"),
    ),
)  # fmt: skip


def controls(*, period: Period, places: Places = None) -> list[Checked]:
    """Check every relation in a period; those that are broken come first, what lacks numbers last."""
    checked = [_check(relation, period, places) for relation in RELATIONS]
    checked += _parts_of_flows(period, places)
    order: dict[State, int] = {"broken": 0, "holds": 1, "unknown": 2}
    return sorted(checked, key=lambda one: order[one.state])


def _check(relation: Relation, period: Period, places: Places) -> Checked:
    terms = (*relation.left, *relation.right)
    now = values([indicator(term.code) for term in terms if not term.earlier], period=period, places=places)
    before = values(
        [indicator(term.code) for term in terms if term.earlier], period=period.year_before(), places=places
    )
    numbers = {}
    for term in terms:
        found = (before if term.earlier else now)[term.code].number
        if found is None and not term.optional:
            sentence = _("{why}: не перевірено, бо немає числа «{name}»").format(
                why=_capital(relation.why), name=full_name(term.code)
            )
            return Checked(relation.code, "unknown", sentence, (term.code,))
        numbers[term] = Decimal(found or 0)
    left, right = (
        sum((numbers[term] * term.sign for term in side), Decimal()) for side in (relation.left, relation.right)
    )
    holds = left == right if relation.sign == "=" else left <= right
    told = {
        "why": _capital(relation.why),
        "left": _arithmetic(relation.left, numbers, left),
        "right": _arithmetic(relation.right, numbers, right),
        "gap": number(abs(left - right)),
    }
    codes = tuple(dict.fromkeys(term.code for term in terms))
    if holds:
        return Checked(relation.code, "holds", _("{why}: сходиться").format(**told), codes)
    sentence = (
        _("{why}: не сходиться на {gap}. {left}, а {right}.")
        if relation.sign == "="
        else _("{why}: більше на {gap}. {left}, а {right}.")
    )
    return Checked(relation.code, "broken", sentence.format(**told), codes)


def _parts_of_flows(period: Period, places: Places) -> list[Checked]:
    """Quarters (or months) of a flow written by hand add up to its year. What the journal counts does so by itself."""
    flows = [one for one in INDICATORS if one.is_written_by_hand and one.kind_of_number == "flow"]
    held = figures.current(indicators=[one.code for one in flows])
    keys: list[int | None] = [None] if places is None else [place.pk for place in places]
    checked = []
    for one in flows:
        for key in keys:
            rows = held.get(one.code, {}).get(key, [])
            whole = next((row for row in rows if (row.starts_on, row.ends_on) == (period.start, period.end)), None)
            parts = [
                row for row in rows if row is not whole and period.start <= row.starts_on and row.ends_on <= period.end
            ]
            if whole is None or not _cover(parts, period):
                continue
            left, right = sum((row.value or Decimal() for row in parts), Decimal()), whole.value or Decimal()
            told = {
                "name": full_name(one),
                "left": number(left),
                "right": number(right),
                "gap": number(abs(left - right)),
            }
            if left == right:
                sentence, state = _("«{name}»: частини року дають {right}"), "holds"
            else:
                sentence = _("«{name}»: частини разом {left}, а за весь період записано {right}: не сходиться на {gap}")
                state = "broken"
            checked.append(Checked(f"parts-{one.code}", state, sentence.format(**told), (one.code,)))  # type: ignore[arg-type]
    return checked


def _cover(parts: list[Figure], period: Period) -> bool:
    """Whether the parts fill the period without holes and overlaps."""
    day = period.start
    for row in sorted(parts, key=lambda one: one.starts_on):
        if row.starts_on != day:
            return False
        day = row.ends_on
    return bool(parts) and day == period.end


def _arithmetic(side: tuple[Term, ...], numbers: dict[Term, Decimal], total: Decimal) -> str:
    """`фонд на початок періоду 12 400 + надійшло 310 = 12 710`"""
    told = ""
    for term in side:
        joint = "" if not told else " + " if term.sign > 0 else " − "
        told += f"{joint}{lower_first(full_name(term.code))} {number(numbers[term])}"
    return told if len(side) == 1 else f"{told} = {number(total)}"


def _capital(words: str | Promise) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
