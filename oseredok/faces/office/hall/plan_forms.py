"""Forms of a room's plan: its size, a cell for each seat, what is on the walls and on the floor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.services.seats.choices import Thing
from oseredok.services.seats.models import PlanThing, RoomPlan, Seat
from oseredok.services.seats.plan_models import LARGEST, SMALLEST
from oseredok.services.seats.planning import Cell

_WHOLE = {
    "required": lazy("Впишіть число."),
    "invalid": lazy("Впишіть число цифрами."),
    "min_value": lazy("Від %(limit_value)s."),
    "max_value": lazy("Щонайбільше %(limit_value)s."),
}


def _whole(
    label: Any, *, least: int = 1, most: int = LARGEST, required: bool = True, initial: int | None = None
) -> Any:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, initial=initial, error_messages=_WHOLE,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class SizeForm(forms.Form):
    """How many cells."""

    columns = _whole(lazy("Клітинок завширшки"), least=SMALLEST, initial=6)
    rows = _whole(lazy("Клітинок завглибшки"), least=SMALLEST, initial=4)


class CellsForm(forms.Form):
    """A column and a row for each seat of the room; both empty: the seat is not on the plan."""

    def __init__(self, data: Any = None, *, seats: Sequence[Seat]) -> None:
        super().__init__(data)
        self.seats = list(seats)
        for seat in self.seats:
            for axis, words, known in (("x", _("зліва"), seat.plan_x), ("y", _("зверху"), seat.plan_y)):
                label = f"{seat.name}: {words}"
                self.fields[f"{axis}-{seat.public_id}"] = _whole(label, required=False, initial=known)

    @property
    def rows(self) -> list[tuple[Seat, Any, Any]]:
        """Each seat with its two fields."""
        return [(seat, self[f"x-{seat.public_id}"], self[f"y-{seat.public_id}"]) for seat in self.seats]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for seat in self.seats:
            x, y = f"x-{seat.public_id}", f"y-{seat.public_id}"
            if x in data and y in data and (data[x] is None) != (data[y] is None):
                self.add_error(x if data[x] is None else y, _("Потрібні обидва числа або жодного."))
        return data

    def cells(self) -> dict[Seat, Cell | None]:
        """Return what `planning.place_seats` takes."""
        found: dict[Seat, Cell | None] = {}
        for seat in self.seats:
            x, y = (self.cleaned_data[f"{axis}-{seat.public_id}"] for axis in "xy")
            found[seat] = None if x is None else (x, y)
        return found

    def refuse(self, error: DomainError) -> None:
        """Put a refusal beside the seat that it is about."""
        add_to_form(self, type(error)(error.message, code=error.code, field=f"x-{error.field}"))


class OnWallForm(forms.Form):
    """A door or a window: which wall, how far along it."""

    WALLS = (
        ("near", lazy("ближня (внизу)")),
        ("far", lazy("дальня (вгорі)")),
        ("left", lazy("ліва")),
        ("right", lazy("права")),
    )
    kind = forms.ChoiceField(
        label=lazy("Що"), choices=[(one.value, one.label) for one in PlanThing.ON_WALLS], initial=Thing.DOOR
    )
    wall = forms.ChoiceField(label=lazy("Стіна"), choices=WALLS)
    cell = _whole(lazy("Напроти клітинки"), initial=1)

    def where(self, plan: RoomPlan) -> dict[str, Any]:
        """Return the arguments of `planning.add_thing`."""
        cell, wall = self.cleaned_data["cell"], self.cleaned_data["wall"]
        column = {"left": 0, "right": plan.columns + 1}.get(wall, cell)
        row = {"far": 0, "near": plan.rows + 1}.get(wall, cell)
        return {"kind": self.cleaned_data["kind"], "column": column, "row": row}


class OnFloorForm(forms.Form):
    """Furniture and inner walls: the cell."""

    kind = forms.ChoiceField(
        label=lazy("Що"), choices=[pair for pair in Thing.choices if pair[0] not in PlanThing.ON_WALLS]
    )
    column = _whole(lazy("Клітинка зліва"))
    row = _whole(lazy("Клітинка зверху"))

    def where(self, plan: RoomPlan) -> dict[str, Any]:
        """Return the arguments of `planning.add_thing`."""
        return dict(self.cleaned_data)
