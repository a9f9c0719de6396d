"""Verbs of a room's plan: how large it is, which cell each seat has, where doors, windows and furniture are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.places.models import Room
from oseredok.services.seats.choices import Thing
from oseredok.services.seats.models import PlanThing, RoomPlan, Seat
from oseredok.services.seats.plan_models import LARGEST, SMALLEST

Cell = tuple[int, int]
"""Column and row, from 1."""


@transaction.atomic
def set_plan(*, room: Room, columns: int, rows: int) -> RoomPlan:
    """Draw a room of so many cells, or change how many. Things that stood on a wall that moves go with it.

    Raises Invalid (`plan-size`): so small or large it cannot be; Conflict (`something-stands-there`): a smaller room would
    lose a seat or furniture.
    """
    for field, number in (("columns", columns), ("rows", rows)):
        if not SMALLEST <= number <= LARGEST:
            sentence = _("Від %(least)s до %(most)s клітинок.") % {"least": SMALLEST, "most": LARGEST}
            raise Invalid(sentence, code="plan-size", field=field)
    plan = RoomPlan.objects.select_for_update().filter(room=room).first() or RoomPlan(room=room)
    old = (plan.columns, plan.rows)
    for name, column, row in _standing(plan):
        if column > columns or row > rows:
            field = "columns" if column > columns else "rows"
            sentence = _("Там, де кімната зменшиться, стоїть %(name)s. Спершу переставте.") % {"name": name}
            raise Conflict(sentence, code="something-stands-there", field=field)
    plan.columns, plan.rows = columns, rows
    plan.save()
    _move_walls(plan, old)
    return plan


@transaction.atomic
def place_seats(*, room: Room, cells: Mapping[Seat, Cell | None]) -> None:
    """Give seats of the room their cells; None takes one off the plan. All of it or nothing.

    Raises Invalid (`outside`), Conflict (`cell-taken`), both with the seat's public id as `field`.
    """
    plan = _locked(room)
    taken: dict[Cell, str] = {(thing.column, thing.row): str(thing) for thing in plan.things.all()}
    named = {seat.pk for seat in cells}
    for other in _on_plan(room):
        if other.pk not in named and other.plan_x and other.plan_y:
            taken[other.plan_x, other.plan_y] = other.name
    # Whoever stays where they are has the cell; the one who comes is told.
    for seat, cell in sorted(cells.items(), key=lambda pair: _cell_of(pair[0]) != pair[1]):
        if cell is None:
            continue
        field = str(seat.public_id)
        if not (1 <= cell[0] <= plan.columns and 1 <= cell[1] <= plan.rows):
            sentence = _("У кімнаті %(columns)s × %(rows)s клітинок: такої немає.")
            raise Invalid(sentence % {"columns": plan.columns, "rows": plan.rows}, code="outside", field=field)
        if cell in taken:
            sentence = _("На цій клітинці вже стоїть %(name)s.") % {"name": taken[cell]}
            raise Conflict(sentence, code="cell-taken", field=field)
        taken[cell] = seat.name
    moved = [(seat, cell) for seat, cell in cells.items() if _cell_of(seat) != cell]
    # First out of each other's way: two seats that change places are never in one cell.
    Seat.objects.filter(pk__in=[seat.pk for seat, _cell in moved]).update(plan_x=None, plan_y=None)
    for seat, cell in moved:
        seat.plan_x, seat.plan_y = cell or (None, None)
        seat.save(update_fields=["plan_x", "plan_y"])


@transaction.atomic
def arrange(*, room: Room) -> int:
    """Give a free cell to every seat that has none, with an empty one between where there is room; return how many.

    Raises Conflict (`no-cells`): the room is too small for all.
    """
    plan = _locked(room)
    waiting = list(_in_use(room).filter(plan_x__isnull=True))
    taken = {(thing.column, thing.row) for thing in plan.things.all()}
    taken |= {cell for seat in _on_plan(room) if (cell := _cell_of(seat))}
    free = [cell for cell in _roomy_first(plan) if cell not in taken]
    if len(free) < len(waiting):
        raise Conflict(_("Вільних клітинок замало. Збільште кімнату."), code="no-cells", field="columns")
    place_seats(room=room, cells=dict(zip(waiting, free[: len(waiting)], strict=True)))
    return len(waiting)


@transaction.atomic
def add_thing(*, room: Room, kind: str, column: int, row: int) -> PlanThing:
    """Put a door or a window on a wall, or furniture into a cell; see `PlanThing` for how walls are named.

    Raises Invalid (`unknown-kind`, `not-on-a-wall`, `outside`), Conflict (`cell-taken`).
    """
    plan = _locked(room)
    if kind not in Thing.values:
        raise Invalid(_("Виберіть, що намалювати."), code="unknown-kind", field="kind")
    thing = PlanThing(plan=plan, kind=kind, column=column, row=row)
    across, down = 1 <= column <= plan.columns, 1 <= row <= plan.rows
    if thing.on_wall:
        is_there = across != down and (column in (0, plan.columns + 1) or row in (0, plan.rows + 1))
        if not is_there:
            raise Invalid(_("Двері й вікна бувають лише на стіні."), code="not-on-a-wall", field="cell")
    elif not (across and down):
        sentence = _("У кімнаті %(columns)s × %(rows)s клітинок: такої немає.")
        raise Invalid(sentence % {"columns": plan.columns, "rows": plan.rows}, code="outside", field="column")
    there = next((str(one) for one in plan.things.filter(column=column, row=row)), "")
    there = there or next((seat.name for seat in _on_plan(room).filter(plan_x=column, plan_y=row)), "")
    if there:
        sentence = _("На цій клітинці вже стоїть %(name)s.") % {"name": there}
        raise Conflict(sentence, code="cell-taken", field="cell" if thing.on_wall else "column")
    thing.save()
    return thing


@transaction.atomic
def remove_thing(*, thing: PlanThing) -> None:
    """Take a thing off the plan."""
    thing.delete()


def _locked(room: Room) -> RoomPlan:
    found = RoomPlan.objects.select_for_update().filter(room=room).first()
    if found is None:
        raise Conflict(_("Спершу намалюйте кімнату: скільки в ній клітинок."), code="no-plan", field="columns")
    return found


def _cell_of(seat: Seat) -> Cell | None:
    return (seat.plan_x, seat.plan_y) if seat.plan_x and seat.plan_y else None


def _in_use(room: Room) -> QuerySet[Seat]:
    return Seat.objects.filter(room=room, retired_on__isnull=True)


def _on_plan(room: Room) -> QuerySet[Seat]:
    return _in_use(room).filter(plan_x__isnull=False)


def _standing(plan: RoomPlan) -> Iterator[tuple[str, int, int]]:
    """Yield what stands on the floor: its name and cell."""
    if plan.pk is None:
        return
    for seat in _on_plan(plan.room):
        yield seat.name, seat.plan_x or 0, seat.plan_y or 0
    for thing in plan.things.all():
        if not thing.on_wall:
            yield str(thing), thing.column, thing.row
        elif thing.row in (0, plan.rows + 1):
            yield str(thing), thing.column, 0
        else:
            yield str(thing), 0, thing.row


def _move_walls(plan: RoomPlan, old: Cell) -> None:
    """Carry what hung on the right and the near wall to where those are now, the farthest first when they move out."""
    for thing in list(plan.things.all()):
        if thing.on_wall:
            was = (thing.column, thing.row)
            if thing.column == old[0] + 1 and 1 <= thing.row <= old[1]:
                thing.column = plan.columns + 1
            elif thing.row == old[1] + 1:
                thing.row = plan.rows + 1
            if was != (thing.column, thing.row):
                thing.save(update_fields=["column", "row"])


def _roomy_first(plan: RoomPlan) -> list[Cell]:
    """Return all cells, every other one in every other row first."""
    cells = [(column, row) for row in range(1, plan.rows + 1) for column in range(1, plan.columns + 1)]
    return sorted(cells, key=lambda cell: (cell[0] % 2 == 0 or cell[1] % 2 == 0, cell[1], cell[0]))
