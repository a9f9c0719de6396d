"""Verbs about requests of data subjects: received with its term, answered once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.base.mail.actions import queue_letter
from oseredok.base.mail.registry import Served
from oseredok.base.preferences.queries import value
from oseredok.library.people import queries as people
from oseredok.library.people.access import Duty
from oseredok.library.people.holders import Group
from oseredok.library.people.models import Account, Reader
from oseredok.library.places import queries as places
from oseredok.library.places.models import PublicHoliday
from oseredok.library.privacy import preferences, queries, rules
from oseredok.library.privacy.erasing import erase_reader
from oseredok.library.privacy.models import Erasure, SubjectRequest

ANSWER_LETTER = "privacy_answer"
LONGEST = 4000


def term_of(*, received_on: date) -> rules.Term:
    """Count the term of an answer to what came on a day, by the terms and holidays that are set."""
    system = places.system()
    working = system is None or system.holidays_are_working
    ahead = {} if working else dict(PublicHoliday.objects.filter(date__gte=received_on).values_list("date", "name"))
    return rules.term(
        received_on=received_on,
        days=value(preferences.ANSWER_DAYS),
        moves=value(preferences.TERM_MOVES),
        holidays=ahead,
    )


@transaction.atomic
def receive_request(
    *,
    kind: str,
    how: str,
    received_on: date,
    reader: Reader | None,
    identity: str,
    staff: Account | None,
    now: datetime,
    from_name: str = "",
    contact: str = "",
    details: str = "",
) -> SubjectRequest:
    """Keep what somebody asks about their own data, with the day by which to answer and how it was counted.

    The very same words again on the same day, before an answer, are the same request: a form sent twice.

    Raises:
        Invalid: a day that cannot be, nobody named (`from_whom`), a text that is too long.
        Conflict (`reader_erased`, `reader_merged`): behind the record nobody stands any more.
    """
    rules.check_can_receive(received_on=received_on, today=clock.local_date(now))
    if reader is not None:
        # Locked: an erasing that is on its way is waited for, and nobody's name gets into a record that is nobody's.
        reader = Reader.objects.select_for_update().get(pk=reader.pk)
        rules.check_can_consent(reader=reader)
    name = display_apostrophe(tidy(from_name))[:200] or (reader.full_name if reader else "")
    if not name:
        raise Invalid(_("Напишіть, від кого запит."), code="from_whom", field="from_name")
    _check_length(details, field="details")
    asked = {
        "kind": _one_of(SubjectRequest.Kind, kind),
        "how": _one_of(SubjectRequest.How, how),
        "received_on": received_on,
        "reader": reader,
        "from_name": name,
        "contact": tidy(contact)[:254] or (reader.email if reader else ""),
        "details": details.strip(),
    }
    twin = SubjectRequest.objects.filter(**asked, answered_on__isnull=True).first()
    if twin is not None:
        return twin
    term = term_of(received_on=received_on)
    return SubjectRequest.objects.create(
        **asked,
        identity=_one_of(SubjectRequest.Identity, identity),
        term_days=term.days,
        due_on=term.due_on,
        due_words=term.words,
        recorded_by=staff,
    )


@transaction.atomic
def receive_by_card(*, card_number: str, staff: Account, now: datetime, **told: Any) -> SubjectRequest:
    """Keep a request as it was typed in the office: the reader is found by the card, or there is none.

    Raises:
        Invalid (`card_unknown`): nobody has such a card; and as `receive_request`.
    """
    reader = people.reader_by_card(card_number) if card_number.strip() else None
    if card_number.strip() and reader is None:
        raise Invalid(_("Читача з таким квитком немає."), code="card_unknown", field="card_number")
    return receive_request(reader=reader, staff=staff, now=now, **told)


@transaction.atomic
def answer_request(
    *,
    request: SubjectRequest,
    outcome: str,
    how: str,
    answer: str,
    staff: Account | None,
    now: datetime,
    identity: str = "",
) -> SubjectRequest:
    """Answer: by a letter with the data for access and copy; a granted erasing is done in the same step.

    Raises:
        Conflict (`answered_already`), and what `erase_reader` refuses.
        Invalid (`identity_unchecked`, `refusal_unexplained`, `no_address`): see `rules.check_can_answer`.
    """
    request = SubjectRequest.objects.select_for_update(of=("self",)).select_related("reader").get(pk=request.pk)
    outcome = _one_of(SubjectRequest.Outcome, outcome)
    request.identity = _one_of(SubjectRequest.Identity, identity) if identity else request.identity
    rules.check_can_answer(request=request, outcome=outcome, answer=answer)
    _check_length(answer, field="answer")
    request.answered_on, request.answered_by = clock.local_date(now), staff
    request.outcome, request.answer = outcome, answer.strip()
    request.answered_how = _one_of(SubjectRequest.How, how)
    request.save()
    granted = outcome in (SubjectRequest.Outcome.GRANTED, SubjectRequest.Outcome.PARTLY)
    contact, reader = request.contact, request.reader
    groups = queries.held(reader, now) if reader and request.tells_data else []
    if request.kind == SubjectRequest.Kind.ERASE and granted and reader and reader.erased_on is None:
        erase_reader(reader=reader, why=Erasure.Why.REQUEST, staff=staff, now=now)
    if request.answered_how == SubjectRequest.How.EMAIL:
        # After erasing: this letter is the last one, and forgets its own address once sent.
        _write(request, contact=contact, groups=groups, now=now)
    request.refresh_from_db()
    return request


def _write(request: SubjectRequest, *, contact: str, groups: list[Group], now: datetime) -> None:
    if "@" not in contact:
        raise Invalid(_("Для листа потрібна адреса пошти."), code="no_address", field="how")
    central = places.central()
    queue_letter(
        template=ANSWER_LETTER,
        to=contact,
        context={
            "received_on": request.received_on,
            "kind": request.get_kind_display(),
            "outcome": request.get_outcome_display(),
            "answer": request.answer,
            "groups": groups,
            "library": central.name if central else "",
            "phone": central.phone if central else "",
        },
        key=f"privacy-answer-{request.public_id}",
        now=now,
        served=Served(central.pk) if central else None,
    )


def _check_length(text: str, *, field: str) -> None:
    if len(text) > LONGEST:
        raise Invalid(_("Задовго: найбільше {most} знаків.").format(most=LONGEST), code="too_long", field=field)


def _one_of(choices: type[TextChoices], value: str) -> str:
    if value not in choices.values:
        raise Invalid(_("Такого значення в переліку немає."), code="unknown_choice")
    return value


@transaction.atomic
def erase_on_paper(*, reader: Reader, identity: str, duty: Duty, now: datetime) -> SubjectRequest:
    """Erase by a written request handed in at the desk: received, granted and done at once.

    Raises:
        NotAllowed (`reader_of_another_place`): a branch librarian erases readers of the own branch.
        Conflict: as `erase_reader`.
    """
    # Locked before anything is written: a form sent twice is told that it is done, and leaves one request.
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    rules.check_can_consent(reader=reader)
    rules.check_erases_here(duty=duty, reader=reader)
    request = receive_request(
        kind=SubjectRequest.Kind.ERASE,
        how=SubjectRequest.How.PAPER,
        received_on=clock.local_date(now),
        reader=reader,
        identity=identity,
        staff=duty.account,
        now=now,
    )
    return answer_request(
        request=request,
        outcome=SubjectRequest.Outcome.GRANTED,
        how=SubjectRequest.How.DESK,
        answer="",
        staff=duty.account,
        now=now,
    )
