"""Reads of accounts, roles and readers."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import StrIndex

from oseredok.base.core.errors import Invalid
from oseredok.base.core.phones import normalise_phone, phone_digits
from oseredok.base.core.sorting import uk_order
from oseredok.base.core.text import slug, tidy
from oseredok.library.people import rules
from oseredok.library.people.models import Account, AccountEvent, AgeGroup, Reader, Role, RoleAssignment
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
_SHORTEST_NUMBER = 4  # fewer digits of a phone or a card find everybody


# --- Staff ------------------------------------------------------------------------------------------


def live_roles(*, account: Account) -> list[RoleAssignment]:
    """Return the roles held now."""
    return list(RoleAssignment.objects.filter(account=account, taken_at__isnull=True).select_related("place"))


def role_history(*, account: Account) -> QuerySet[RoleAssignment]:
    """Return every role ever held, the latest first, with who gave and took it."""
    rows = RoleAssignment.objects.filter(account=account).select_related("place", "given_by", "taken_by")
    return rows.order_by("-given_at", "-pk")


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
    """Return the holder of a scanned card; None for a number that is not a card or belongs to nobody."""
    if not rules.is_card_number(number):
        return None
    return Reader.objects.filter(card_number=rules.clean_card(number)).select_related("home_library").first()


def find_readers(text: str, *, limit: int = 10) -> list[Reader]:
    """Find readers by what the desk typed or scanned, in Ukrainian order.

    A whole card number finds its holder only. Otherwise every part must fit: words begin the surname, given
    name or patronymic, in any order and by loose spelling (`Шевченко Т`, `Т. Г. Шевченко`, `шевч тар`); four
    digits of a year are the year of birth; other digits belong to the phone or the card.
    """
    line = tidy(text)
    holder = reader_by_card(line)
    if holder is not None:
        return [holder]
    wanted = _by_digits(line) if _has_no_letters(line) else _by_words(line)
    if wanted is None:
        return []
    rows = Reader.objects.annotate(**_starts(line)).filter(wanted).select_related("home_library")
    return list(_in_order(rows)[:limit])


def possible_duplicates(
    *, surname: str, given_name: str, birth_year: int | None, phone: str, limit: int = 5
) -> list[Reader]:
    """Return readers who may be the same person: the same phone, or the same name with the same or unknown year."""
    same = Q(pk__in=[])
    words = [word for word in (_first_word(surname), _first_word(given_name)) if word]
    alike = {f"is_{place}": StrIndex(F("name_key"), Value(f" {word}")) for place, word in enumerate(words)}
    if len(words) == 2:
        by_name = Q(is_0__gt=0, is_1__gt=0)
        same |= by_name & (Q(birth_year=birth_year) | Q(birth_year__isnull=True)) if birth_year else by_name
    number = _whole_phone(phone)
    if number:
        same |= Q(phone=number)
    return list(_in_order(Reader.objects.annotate(**alike).filter(same))[:limit])


def _in_order(rows: QuerySet[Reader]) -> QuerySet[Reader]:
    return rows.order_by(
        F("closed_on").asc(nulls_first=True), uk_order("surname"), uk_order("given_name"), uk_order("patronymic"), "pk"
    )


def _has_no_letters(line: str) -> bool:
    return not any(sign.isalpha() for sign in line)


def _whole_phone(text: str) -> str:
    try:
        return normalise_phone(text)
    except Invalid:
        return ""


def _by_digits(line: str) -> Q | None:
    whole = _whole_phone(line)
    if whole:
        return Q(phone=whole)
    digits = rules.clean_card(line)
    part = phone_digits(line)
    found = Q(pk__in=[])
    if len(part) >= _SHORTEST_NUMBER:
        found |= Q(phone__contains=part)
    if len(digits) >= _SHORTEST_NUMBER and digits.isdigit():
        found |= Q(card_number__startswith=digits)
    return found or None


def _parts(line: str) -> tuple[list[str], list[str]]:
    """Split a line into words of a name and runs of digits."""
    words: list[str] = []
    numbers: list[str] = []
    for piece in line.replace(".", " ").split():
        if _has_no_letters(piece):
            digits = "".join(sign for sign in piece if sign.isdigit())
            numbers += [digits] if digits else []
        else:
            # A hyphenated word is looked for as it stands; the kept key holds its parts besides.
            words += rules.name_words(piece)[:1]
    return words, numbers


def _by_words(line: str) -> Q | None:
    words, numbers = _parts(line)
    if not words:
        return None
    wanted = Q()
    for place in range(len(words)):
        wanted &= Q(**{f"begins_{place}__gt": 0})
    for digits in numbers:
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            wanted &= Q(birth_year=int(digits))
        else:
            wanted &= Q(phone__contains=digits) | Q(card_number__startswith=digits)
    return wanted


def _starts(line: str) -> dict[str, StrIndex]:
    if _has_no_letters(line):
        return {}
    words, _ = _parts(line)
    # STRPOS/INSTR compare as they are: no LIKE wildcards to escape, and SQLite stays in C.
    return {
        f"begins_{place}": StrIndex(F("name_key"), Value(f" {word}", output_field=TextField()))
        for place, word in enumerate(words)
    }


def _first_word(name: str) -> str:
    return next(iter(rules.name_words(name)), "")
