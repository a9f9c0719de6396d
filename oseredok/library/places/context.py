"""`house` in every template: whose door this is and whether it is open.

Nothing is read until a template asks. A guest's page that asks for everything costs three queries.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from oseredok.base.core.clock import day_bounds, local_date
from oseredok.base.core.dates import long_date
from oseredok.base.core.text import tie
from oseredok.library.places import hours, queries, wording
from oseredok.library.places.models import Library
from oseredok.library.places.schedule import Schedule


class House:
    """The central library for guests, the place of duty for staff. Before the first set-up every field is empty."""

    def __init__(self, find: Callable[[], Library | None] = queries.central, *, now: datetime | None = None) -> None:
        self._find = find
        self.now = now or timezone.now()

    @cached_property
    def library(self) -> Library | None:
        return self._find()

    @cached_property
    def schedule(self) -> Schedule:
        """Closures from the beginning of today on: what a page says of the day needs those that are over, too."""
        return hours.load(self.library, since=day_bounds(self.today)[0]) if self.library else Schedule()

    @cached_property
    def state(self) -> hours.OpenState:
        return hours.state_of(self.schedule, self.now)

    @property
    def today(self) -> date:
        return local_date(self.now)

    # --- Who --------------------------------------------------------------------------------------

    @property
    def system_name(self) -> str:
        return self.library.system.name if self.library else ""

    @property
    def system_short_name(self) -> str:
        return self.library.system.short_name if self.library else ""

    @property
    def centre_name(self) -> str:
        return self.library.system.centre_name if self.library else _("Осередок")

    @property
    def name(self) -> str:
        return self.library.name if self.library else ""

    @property
    def short_name(self) -> str:
        return self.library.short_name if self.library else ""

    # --- Where ------------------------------------------------------------------------------------

    @property
    def address(self) -> str:
        return self.library.address if self.library else ""

    @property
    def phone(self) -> str:
        return self.library.phone if self.library else ""

    @property
    def email(self) -> str:
        return self.library.email if self.library else ""

    @property
    def access_lines(self) -> list[str]:
        notes = self.library.access_notes if self.library else ""
        return [tie(line.strip()) for line in notes.splitlines() if line.strip()]

    @property
    def shelter(self) -> str:
        return self.library.shelter_notes if self.library else ""

    # --- When -------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self.state.is_open

    @property
    def is_alert(self) -> bool:
        return self.state.is_alert

    @property
    def open_sentence(self) -> str:
        """`Відчинено до 19:00`; empty when no hours were ever set."""
        return self.state.sentence if self.schedule.weekly or self.schedule.exceptions else ""

    @property
    def day_sentence(self) -> str:
        """`середа, 14 жовтня`."""
        return long_date(self.today)

    @cached_property
    def hours_lines(self) -> list[str]:
        return wording.hours_lines(self.schedule, self.today)

    @cached_property
    def coming_lines(self) -> list[str]:
        """Days of the next fortnight that differ from the week."""
        return wording.coming_lines(self.schedule, self.today)


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `house`."""

    def find() -> Library | None:
        duty = getattr(request, "duty", None)
        return duty.place if duty else queries.central()

    return {"house": House(find)}
