"""How many files wait to be printed: the number in the bar."""

from __future__ import annotations

from django.utils import timezone

from oseredok.library.people.access import Duty
from oseredok.services.printing import queries


def number_of_files(duty: Duty) -> int:
    return queries.waiting(place=duty.place, now=timezone.now()).count()
