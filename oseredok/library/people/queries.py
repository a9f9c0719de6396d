"""Reads of accounts, roles and readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from oseredok.base.core.sorting import uk_order
from oseredok.base.core.text import slug
from oseredok.library.people import rules
from oseredok.library.people.cards import old_numbers, scans
from oseredok.library.people.models import Account, AccountEvent, AgeGroup, Reader, Role, RoleAssignment
from oseredok.library.people.registry.doubles import Alike, alike, possible_duplicates
from oseredok.library.people.registry.finding import find_readers
from oseredok.library.places.models import Library

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


# --- Staff ------------------------------------------------------------------------------------------


def live_roles(*, account: Account) -> list[RoleAssignment]:
    """Return the roles held now."""
    return list(RoleAssignment.objects.filter(account=account, taken_at__isnull=True).select_related("place"))


def role_history(*, account: Account) -> QuerySet[RoleAssignment]:
    """Return every role ever held, the latest first, with who gave and took it."""
    rows = RoleAssignment.objects.filter(account=account).select_related("place", "given_by", "taken_by")
    return rows.order_by("-given_at", "-pk")


@dataclass(frozen=True)
class RoleChange:
    """A role given (`given`) or taken: to or from whom, when, and by whom."""

    at: datetime
    given: bool
    assignment: RoleAssignment
    by: Account | None


def role_changes(*, place: Library | None) -> list[RoleChange]:
    """Return every change of roles at a place, the latest first; None: roles in the whole system."""
    rows = RoleAssignment.objects.filter(place=place).select_related("account", "given_by", "taken_by")
    changes = [RoleChange(at=row.given_at, given=True, assignment=row, by=row.given_by) for row in rows]
    changes += [
        RoleChange(at=row.taken_at, given=False, assignment=row, by=row.taken_by) for row in rows if row.taken_at
    ]
    return sorted(changes, key=lambda one: (one.at, one.assignment.pk, not one.given), reverse=True)


def account_events(*, account: Account) -> QuerySet[AccountEvent]:
    """Return what was done to the account's sign-in, the latest first."""
    return AccountEvent.objects.filter(account=account).select_related("by")


def accounts(*, active: bool | None = None) -> QuerySet[Account]:
    """Return staff in Ukrainian order, those who work first."""
    rows = Account.objects.all() if active is None else Account.objects.filter(is_active=active)
    return rows.order_by("-is_active", uk_order("last_name"), uk_order("first_name"), "pk")


def live_roles_of_all() -> dict[int, list[RoleAssignment]]:
    """Return the live roles of everybody: account id → roles."""
    found: dict[int, list[RoleAssignment]] = {}
    rows = RoleAssignment.objects.filter(taken_at__isnull=True).select_related("place")
    for row in rows.order_by("place__order", "pk"):
        found.setdefault(row.account_id, []).append(row)
    return found


def system_managers(*, without_assignment: int, and_account: int) -> set[int]:
    """Return active accounts that would manage the whole system without one assignment, and always `and_account`."""
    rows = RoleAssignment.objects.filter(
        taken_at__isnull=True, place__isnull=True, role__in=rules.SYSTEM_MANAGERS, account__is_active=True
    ).exclude(pk=without_assignment)
    return {*rows.values_list("account_id", flat=True), and_account}


def holders(*, roles: tuple[Role, ...], place: Library | None) -> QuerySet[Account]:
    """Return active staff who hold one of `roles` at `place` or in the whole system."""
    held = RoleAssignment.objects.filter(Q(place=place) | Q(place__isnull=True), taken_at__isnull=True, role__in=roles)
    return Account.objects.filter(is_active=True, pk__in=held.values("account_id"))


def free_username(*, given_name: str, surname: str) -> str:
    """Suggest a sign-in name that nobody has: `o.tkachenko`, then `o.tkachenko2`."""
    base = ".".join(part for part in (slug(given_name)[:1], slug(surname)) if part) or "account"
    taken = set(Account.objects.filter(username__istartswith=base).values_list("username", flat=True))
    number = 1
    name = base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name


# --- Readers ----------------------------------------------------------------------------------------


def age_group_of(*, birth_year: int, on: date) -> AgeGroup:
    """Return the finest age group: the age that a person born in `birth_year` reaches in the year of `on`."""
    age = on.year - birth_year
    for upper, group in _YOUNGEST_TO_OLDEST:
        if age <= upper:
            return group
    return AgeGroup.A75P


def reader_by_card(number: str) -> Reader | None:
    """Return whose card was scanned; None for a number that is not a card, is lost, or belongs to nobody.

    A number from before this system opens too, when it is long enough and only one reader has it.
    """
    return scans.holder_of(number) or old_numbers.only_holder(number)


__all__ = [
    "Alike",
    "accounts",
    "age_group_of",
    "alike",
    "find_readers",
    "free_username",
    "holders",
    "live_roles",
    "live_roles_of_all",
    "possible_duplicates",
    "reader_by_card",
    "role_history",
    "system_managers",
]
