"""A room as it is drawn: cells across and down, what stands on its walls and floor. Seats keep their own cells."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Room
from oseredok.services.seats.choices import Thing

MOST_CELLS = 20
SMALLEST, LARGEST = 2, MOST_CELLS


class RoomPlan(models.Model):
    """How many cells a room is drawn in; a cell takes one seat, some metre and a half."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="plan")
    columns = models.PositiveSmallIntegerField(_("клітинок завширшки"), default=6)
    rows = models.PositiveSmallIntegerField(_("клітинок завглибшки"), default=4)

    class Meta:
        verbose_name = _("план кімнати")
        verbose_name_plural = _("плани кімнат")
        constraints = [
            models.CheckConstraint(
                condition=Q(columns__gte=SMALLEST, columns__lte=LARGEST, rows__gte=SMALLEST, rows__lte=LARGEST),
                name="plan_is_neither_a_point_nor_a_field",
            )
        ]

    def __str__(self) -> str:
        return str(self.room)


class PlanThing(models.Model):
    """What is drawn besides seats. Furniture stands in cells from 1; what is on a wall, in the ring around them.

    Column 0 is the left wall and row 0 the far one; the cell after the last is the right or the near wall.
    """

    ON_WALLS = (Thing.DOOR, Thing.WINDOW)

    plan = models.ForeignKey(RoomPlan, on_delete=models.CASCADE, related_name="things")
    kind = models.CharField(_("що це"), max_length=8, choices=Thing)
    column = models.PositiveSmallIntegerField(_("клітинка зліва"))
    row = models.PositiveSmallIntegerField(_("клітинка зверху"))

    class Meta:
        verbose_name = _("річ на плані")
        verbose_name_plural = _("речі на плані")
        ordering = ["row", "column", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "column", "row"], name="one_thing_in_a_cell"),
            models.CheckConstraint(
                condition=Q(column__lte=LARGEST + 1, row__lte=LARGEST + 1), name="thing_is_on_the_plan"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def on_wall(self) -> bool:
        return self.kind in self.ON_WALLS
