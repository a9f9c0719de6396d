"""The last step of a closing, and the way back from it while readers' data are not erased."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import changes, clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people import actions as people
from oseredok.library.people.models import Account, Reader, Role, RoleAssignment
from oseredok.library.people.registry.models import Application
from oseredok.library.places import actions as places
from oseredok.library.places.models import Library
from oseredok.management.closing import persons, rules, stops
from oseredok.management.closing.models import Closing, DataDecision, MovedReader, State

KEEP_LOOKING = (Role.DIRECTOR, Role.ADMINISTRATOR)
"""Of the whole system: who reads, prints and answers after the centre is closed."""


@transaction.atomic
def close(*, closing: Closing, instead: Library | None, instead_words: str, by: Account, now: datetime) -> Closing:
    """Close the library, or every library of the centre: days end, roles are taken, readers are moved where so decided.

    Raises:
        NotAllowed; Conflict (`closing_state`; `in_the_way`, with the first sentence of what is); Invalid (`nowhere_to_go`).
    """
    rules.check_decides(by=by)
    closing = Closing.objects.select_for_update(of=("self",)).select_related("place").get(pk=closing.pk)
    rules.check_can_go(closing=closing, to=State.CLOSED)
    for one in stops.found(closing, now):
        raise Conflict(f"{one.sentence} {one.cure}", code="in_the_way")
    closing.instead, closing.instead_words = _instead(closing, instead, instead_words)
    for place in _locked(libraries(closing)):
        place.closed_on = closing.planned_on
        place.save()
        places.end_closures(library=place, staff_name=by.short_name, now=now)
    _take_roles(closing, by=by, now=now)
    decision = closing.data_decision
    if decision is not None and decision.move_to is not None:
        _move_readers(decision)
    closing.state, closing.closed_at, closing.closed_by = State.CLOSED, now, by
    closing.save()
    changes.tell("page")
    return closing


@transaction.atomic
def reopen(*, closing: Closing, by: Account, now: datetime) -> Closing:
    """Undo the last step: the doors open, roles come back to whoever still works here, moved readers return.

    Raises:
        NotAllowed; Conflict (`closing_state`, `erasing_begun`, `way_back_over`).
    """
    rules.check_decides(by=by)
    closing = Closing.objects.select_for_update(of=("self",)).select_related("place").get(pk=closing.pk)
    decision = closing.data_decision
    rules.check_can_reopen(closing=closing, decision=decision, now=now)
    if closing.place is not None and Closing.objects.filter(place__isnull=True, state=State.CLOSED).exists():
        raise Conflict(_("Закрито весь центр. Спершу відчиніть його."), code="centre_closed")
    for place in _locked(libraries(closing)):
        place.closed_on = None
        place.save()
    for assignment in taken_roles(closing):
        if assignment.account.is_active and not _holds(assignment):
            people.give_role(
                account=assignment.account, role=Role(assignment.role), place=assignment.place, by=by, now=now
            )
    if decision is not None and decision.move_to_id is not None:
        _move_back(decision, closing.place)
    closing.state, closing.reopened_at, closing.reopened_by = State.REOPENED, now, by
    closing.save()
    changes.tell("page")
    return closing


def libraries(closing: Closing) -> list[Library]:
    """Return what this closing closes: of a centre whatever was not closed before it."""
    if closing.place is not None:
        return [closing.place]
    mine = Library.objects.order_by("pk")
    if closing.closed_at is None:
        return list(mine.filter(closed_on__isnull=True))
    before = Closing.objects.filter(state=State.CLOSED, place__isnull=False).values("place")
    return list(mine.exclude(pk__in=before))


def _locked(found: list[Library]) -> list[Library]:
    return list(Library.objects.select_for_update().filter(pk__in=[one.pk for one in found]).order_by("pk"))


def roles_to_take(closing: Closing) -> list[RoleAssignment]:
    """Return the live roles that end: at the library; of a centre all but of those who keep looking."""
    held = RoleAssignment.objects.filter(taken_at__isnull=True).select_related("account", "place")
    if closing.place is not None:
        return list(held.filter(place=closing.place))
    return [one for one in held if one.place_id is not None or Role(one.role) not in KEEP_LOOKING]


def taken_roles(closing: Closing) -> list[RoleAssignment]:
    """Return the roles that this closing took: they bear its moment."""
    if closing.closed_at is None:
        return []
    taken = RoleAssignment.objects.filter(taken_at=closing.closed_at, taken_by=closing.closed_by)
    if closing.place is not None:
        taken = taken.filter(place=closing.place)
    return list(taken.select_related("account", "place"))


def _take_roles(closing: Closing, *, by: Account, now: datetime) -> None:
    for assignment in roles_to_take(closing):
        people.take_role(assignment=assignment, by=by, now=now)


def _holds(assignment: RoleAssignment) -> bool:
    return RoleAssignment.objects.filter(
        account=assignment.account_id, role=assignment.role, place=assignment.place_id, taken_at__isnull=True
    ).exists()


def _move_readers(decision: DataDecision) -> None:
    """By statements: nothing of the readers changes but where they belong. Erased rows stay, they only count."""
    rows = persons.with_a_person(decision.closing.place)
    for batch in persons.batches(rows):
        MovedReader.objects.bulk_create([MovedReader(decision=decision, reader=reader) for reader in batch])
        Reader.objects.filter(pk__in=[reader.pk for reader in batch]).update(home_library=decision.move_to)
    Application.objects.filter(library=decision.closing.place).update(library=decision.move_to)
    decision.moved = decision.moved_readers.filter(reader__merged_into__isnull=True).count()
    decision.save()


def _move_back(decision: DataDecision, place: Library | None) -> None:
    """Who has chosen yet another library meanwhile stays there."""
    mine = decision.moved_readers.values("reader")
    Reader.objects.filter(pk__in=mine, home_library=decision.move_to, erased_on__isnull=True).update(home_library=place)
    decision.moved_readers.all().delete()


def _instead(closing: Closing, instead: Library | None, words: str) -> tuple[Library | None, str]:
    words = display_apostrophe(tidy(words))[:300]
    if instead is not None and (closing.place is None or instead.pk == closing.place.pk or instead.closed_on):
        raise Invalid(_("Ту бібліотеку теж закрито. Виберіть іншу."), code="nowhere_to_go", field="instead")
    if instead is None and not words:
        raise Invalid(_("Напишіть, куди йти людям: це стоятиме на сайті."), code="nowhere_to_go", field="instead_words")
    return instead, words


def forget_moves(*, now: datetime) -> int:
    """Forget who was moved, when there is no way back any more; return how many."""
    gone = 0
    for closing in Closing.objects.filter(state=State.CLOSED, data__moved_readers__isnull=False).distinct():
        until = rules.way_back_until(closing)
        if until is not None and until < clock.local_date(now):
            gone += MovedReader.objects.filter(decision__closing=closing).delete()[0]
    return gone
