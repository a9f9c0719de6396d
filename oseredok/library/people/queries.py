"""Reads of accounts, roles and readers."""

from __future__ import annotations

from datetime import date

from oseredok.library.people.models import Account, AgeGroup, RoleAssignment

_YOUNGEST_TO_OLDEST = (
    (6, AgeGroup.A0_6),
    (9, AgeGroup.A7_9),
    (14, AgeGroup.A10_14),
    (17, AgeGroup.A15_17),
    (21, AgeGroup.A18_21),
    (35, AgeGroup.A22_35),
    (59, AgeGroup.A36_59),
    (74, AgeGroup.A60_74),
)


def live_roles(*, account: Account) -> list[RoleAssignment]:
    """Return the roles held now."""
    return list(RoleAssignment.objects.filter(account=account, taken_at__isnull=True))


def age_group_of(*, birth_year: int, on: date) -> AgeGroup:
    """Return the finest age group by the year of birth: the age reached in the calendar year of `on`."""
    age = on.year - birth_year
    for upper, group in _YOUNGEST_TO_OLDEST:
        if age <= upper:
            return group
    return AgeGroup.A75P
