"""Every cell counted anew from what was read, what people wrote and, in the consolidated form, from the libraries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from oseredok.base.core.periods import Period
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form import expressions, standing
from oseredok.management.reports.statistics_form.expressions import UNKNOWN, Amount, Code, Leaf
from oseredok.management.reports.statistics_form.loading import Form, Spot, load
from oseredok.management.reports.statistics_form.models import Figure, HandNumber, ReadNumber, Report

Origin = Figure.Origin
LARGEST = Decimal(10) ** 14


@dataclass(frozen=True)
class Counted:
    """What stands in a cell and why."""

    number: Decimal | None = None
    computed: Decimal | None = None
    origin: str = Origin.NONE
    absent: int = 0


@dataclass
class Sources:
    """All that a report is counted from. `libraries`: numbers of the libraries by key, for the consolidated form."""

    read: Mapping[str, Amount]
    hand: Mapping[str, Decimal]
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    libraries: Mapping[str, list[Decimal | None]] | None = None
    expected: int = 0  # how many libraries there were in the year, with a report or without


def count(form: Form, sources: Sources) -> dict[str, Counted]:
    """Return every cell of the form by its key. Pure."""
    done: dict[str, Counted] = {}
    under_way: set[str] = set()

    def amount(leaf: Leaf) -> Amount:
        if isinstance(leaf, Code):
            return sources.read.get(leaf.code, UNKNOWN)
        if leaf.last_year:
            return Amount(sources.last_year.get(leaf.key))
        spot = form.by_key.get(leaf.key)
        return UNKNOWN if spot is None else Amount(of(spot).number)

    def of(spot: Spot) -> Counted:
        if spot.key in done:
            return done[spot.key]
        if spot.key in under_way:  # a circle that an older version let in: the number is not known
            return Counted()
        under_way.add(spot.key)
        done[spot.key] = _counted(spot, sources, _formula(spot, amount))
        under_way.discard(spot.key)
        return done[spot.key]

    for spot in form.spots:
        of(spot)
    return done


def _formula(spot: Spot, amount: Callable[[Leaf], Amount]) -> Decimal | None:
    expression = spot.expression
    if expression is None:
        return None
    found = expressions.evaluate(expression, amount)
    if found.number is None or found.silent or abs(found.number) >= LARGEST:
        return None
    return found.number.quantize(Decimal(1).scaleb(-spot.line.digits), rounding=ROUND_HALF_UP)


def _counted(spot: Spot, sources: Sources, computed: Decimal | None) -> Counted:
    origin, absent = Origin.INDICATORS if computed is not None else Origin.NONE, 0
    if sources.libraries is not None and spot.adds_up:
        numbers = sources.libraries.get(spot.key, [])
        told = [number for number in numbers if number is not None]
        if told:
            computed, origin, absent = (
                sum(told, Decimal(0)),
                Origin.LIBRARIES,
                max(sources.expected, len(numbers)) - len(told),
            )
    if spot.key in sources.hand:
        return Counted(sources.hand[spot.key], computed, Origin.HAND, absent)
    return Counted(computed, computed, origin, absent)


def recount(report: Report) -> dict[str, Counted]:
    """Count a report and keep what came out; the consolidated form of the year, while a draft, follows."""
    form = load(report.version)
    counted = count(form, sources_of(report, form))
    _keep(report, form, counted)
    follow(report)
    return counted


def follow(report: Report) -> None:
    """Let the consolidated draft of the year count what a library has changed; a signed one stays as it is."""
    if report.is_whole:
        return
    whole = Report.objects.filter(year=report.year, place=None, state=Report.State.DRAFT).first()
    if whole is not None:
        recount(whole)


def sources_of(report: Report, form: Form) -> Sources:
    """Gather what a report is counted from."""
    read = {one.code: Amount(one.number, one.is_silent) for one in ReadNumber.objects.filter(report=report)}
    keys = {spot.cell.pk: spot.key for spot in form.spots}
    hand = {
        keys[cell]: one.number for cell, one in latest_hand(report).items() if cell in keys and one.number is not None
    }
    return Sources(
        read=read,
        hand=hand,
        last_year=numbers_of(standing.standing(year=report.year - 1, place=report.place_id)),
        libraries=_of_libraries(report.year) if report.is_whole else None,
        expected=len(libraries_of(report.year)) if report.is_whole else 0,
    )


def libraries_of(year: int) -> list[Library]:
    """Return the libraries that worked in a year, closed in the middle of it too."""
    period = Period.year(year)
    return [
        one
        for one in places.libraries()
        if (one.opened_on is None or one.opened_on < period.end)
        and (one.closed_on is None or one.closed_on > period.start)
    ]


def latest_hand(report: Report) -> dict[int, HandNumber]:
    """Return the latest writing of each cell, taken back or not."""
    rows = HandNumber.objects.filter(report=report).select_related("by").order_by("pk")
    return {row.cell_id: row for row in rows}


def numbers_of(report: Report | None) -> dict[str, Decimal]:
    """Return the numbers of a report by keys; nothing for no report. Keys outlive a version, ids do not."""
    if report is None:
        return {}
    return {key: number for key, number in _keyed([report]) if number is not None}


def _of_libraries(year: int) -> dict[str, list[Decimal | None]]:
    """Return what the libraries' editions that count say of a year, by keys: a number or nothing from each that has such a line."""
    found: dict[str, list[Decimal | None]] = {}
    for key, number in _keyed(standing.of_libraries(year)):
        found.setdefault(key, []).append(number)
    return found


def _keyed(reports: list[Report]) -> Iterable[tuple[str, Decimal | None]]:
    forms = {version.pk: load(version) for version in {report.version for report in reports}}
    keys = {spot.cell.pk: spot.key for form in forms.values() for spot in form.spots}
    for cell, number in Figure.objects.filter(report__in=reports).order_by("pk").values_list("cell_id", "number"):
        if cell in keys:
            yield keys[cell], number


def _keep(report: Report, form: Form, counted: Mapping[str, Counted]) -> None:
    kept = {figure.cell_id: figure for figure in Figure.objects.filter(report=report)}
    new, changed = [], []
    for spot in form.spots:
        now = counted[spot.key]
        figure = kept.get(spot.cell.pk)
        if figure is None:
            new.append(
                Figure(
                    report=report, cell=spot.cell, computed=now.computed, number=now.number, origin=now.origin,
                    absent=now.absent,
                )
            )  # fmt: skip
            continue
        if (figure.computed, figure.number, figure.origin, figure.absent) != (
            now.computed, now.number, now.origin, now.absent,
        ):  # fmt: skip
            figure.computed, figure.number = now.computed, now.number
            figure.origin, figure.absent = now.origin, now.absent
            changed.append(figure)
    Figure.objects.bulk_create(new)
    Figure.objects.bulk_update(changed, ["computed", "number", "origin", "absent"])
