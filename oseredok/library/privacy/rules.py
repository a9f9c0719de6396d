"""Rules about personal data. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core.dates import WEEKDAYS, date_words, day_and_month
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people.access import LEADERS, Duty
from oseredok.library.people.models import GroupFlag, Reader
from oseredok.library.places.models import Library
from oseredok.library.privacy.models import Consent, Incident, SubjectRequest

SATURDAY = 5
# What must not stand in a text that is not about a person: an address, a run of digits long enough for a phone or a card.
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b")
_LONG_NUMBER = re.compile(r"(?:\d[\s\-–().]{0,2}){8,}")


# --- Consents and flags -----------------------------------------------------------------------------


def check_can_consent(*, reader: Reader) -> None:
    """Raise Conflict (`reader_erased`) for a record behind which nobody stands any more."""
    if reader.erased_on is not None:
        raise Conflict(_("Дані цього читача стерто."), code="reader_erased")
    if reader.merged_into_id is not None:
        raise Conflict(_("Цей запис об’єднано з іншим: відкрийте той."), code="reader_merged")


def check_can_withdraw(*, consent: Consent) -> None:
    """Raise Conflict (`withdrawn_already`) when there is nothing to take back."""
    if consent.withdrawn_at is not None:
        raise Conflict(_("Цю згоду вже відкликано."), code="withdrawn_already")


def check_flags(flags: Iterable[str]) -> frozenset[str]:
    """Return the flags as a set. Raises Invalid (`flag_unknown`, field `flags`)."""
    wanted = frozenset(flags)
    if not wanted <= set(GroupFlag.values):
        raise Invalid(_("Такої групи в переліку немає."), code="flag_unknown", field="flags")
    return wanted


def homes_of(duty: Duty) -> list[Library] | None:
    """Return the libraries whose readers are named to a leader: those led, or all of them as None (ADR 0009)."""
    if any(role in LEADERS and place_id is None for role, place_id in duty.held):
        return None
    return duty.places_of(*LEADERS)


# --- Erasing ----------------------------------------------------------------------------------------


def check_can_erase(*, reader: Reader, unfinished: Collection[str]) -> None:
    """Raise Conflict: erased already, merged into another, or something is unfinished (`unfinished`: its sentence)."""
    check_can_consent(reader=reader)
    if unfinished:
        raise Conflict(" ".join(unfinished), code="unfinished")


def check_erases_here(*, duty: Duty, reader: Reader) -> None:
    """Raise NotAllowed (`reader_of_another_place`): a branch librarian erases only readers of the own branch."""
    if not duty.answers_for(reader):
        raise NotAllowed(
            _(
                "Цього читача записано в іншій бібліотеці. Прийміть заяву й передайте її керівникові центру або директорові."
            ),
            code="reader_of_another_place",
        )


# --- Terms of answers -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """A term counted in calendar days: it begins the day after receipt; `due_on` is the last day to answer."""

    received_on: date
    days: int
    first_day: date
    last_day: date
    due_on: date
    moved_past: str = ""  # why the last day moved

    @property
    def words(self) -> str:
        """The whole arithmetic in one paragraph."""
        told = _(
            "Отримано {received}. Строк {days} календарних днів (ст. 8, 16 Закону «Про захист персональних даних»). "
            "Рахуємо з {first}: {days}-й день — {last}, {weekday}."
        ).format(
            received=day_and_month(self.received_on),
            days=self.days,
            first=day_and_month(self.first_day),
            last=date_words(self.last_day),
            weekday=WEEKDAYS[self.last_day.weekday()],
        )
        if not self.moved_past:
            return told
        return (
            told
            + " "
            + _("Це {why}, тому строк кінчається в перший робочий день: {due}, {weekday}.").format(
                why=self.moved_past, due=day_and_month(self.due_on), weekday=WEEKDAYS[self.due_on.weekday()]
            )
        )


def term(*, received_on: date, days: int, moves: bool, holidays: Mapping[date, str]) -> Term:
    """Count the term of an answer. `holidays` are the days off besides weekends: none while martial law lasts."""
    first, last = received_on + timedelta(days=1), received_on + timedelta(days=days)
    due, why = last, ""
    while moves and (due.weekday() >= SATURDAY or due in holidays):
        why = why or (_("вихідний") if due.weekday() >= SATURDAY else _("свято: {name}").format(name=holidays[due]))
        due += timedelta(days=1)
    return Term(received_on, days, first, last, due, why)


def check_can_receive(*, received_on: date, today: date) -> None:
    """Raise Invalid (`received_ahead`, `received_long_ago`) for a day that a request cannot have come on."""
    if received_on > today:
        raise Invalid(_("Цей день іще не настав."), code="received_ahead", field="received_on")
    if received_on < today - timedelta(days=366):
        raise Invalid(_("Це понад рік тому: перевірте дату."), code="received_long_ago", field="received_on")


def check_can_come_into_force(*, on: date, today: date) -> None:
    """Raise Invalid (`in_the_past`, `too_far_ahead`) for a day on which a new text cannot begin."""
    if on < today:
        raise Invalid(_("Нова редакція не може діяти заднім числом."), code="in_the_past", field="in_force_from")
    if on > today + timedelta(days=366):
        # Later versions cannot begin before it: a slip of the hand would close the way to all of them.
        raise Invalid(_("Це понад рік наперед: перевірте дату."), code="too_far_ahead", field="in_force_from")


def check_can_notice(*, noticed_at: datetime, now: datetime) -> None:
    """Raise Invalid (`noticed_ahead`, `noticed_long_ago`) for a moment when nothing can have been noticed."""
    if noticed_at > now:
        raise Invalid(_("Цей час іще не настав."), code="noticed_ahead", field="noticed_at")
    if noticed_at < now - timedelta(days=3660):
        raise Invalid(_("Це понад десять років тому: перевірте дату."), code="noticed_long_ago", field="noticed_on")


def check_can_answer(*, request: SubjectRequest, outcome: str, answer: str) -> None:
    """Raise Conflict (`answered_already`) or Invalid (`identity_unchecked`, `refusal_unexplained`)."""
    if request.answered_on is not None:
        raise Conflict(_("На цей запит уже відповіли."), code="answered_already")
    if request.identity == SubjectRequest.Identity.NOT_YET and outcome != SubjectRequest.Outcome.REFUSED:
        raise Invalid(
            _("Спершу перевірте, що це та сама людина: чужих даних не показуємо."),
            code="identity_unchecked",
            field="identity",
        )
    if outcome == SubjectRequest.Outcome.REFUSED and not answer.strip():
        raise Invalid(
            _("Напишіть, чому відмовляєте: людина має право це знати."), code="refusal_unexplained", field="answer"
        )


# --- Incidents --------------------------------------------------------------------------------------


def check_names_nobody(text: str, *, field: str) -> None:
    """Raise Invalid (`names_somebody`) when a text holds an address, a phone or a card number."""
    if _ADDRESS.search(text) or _LONG_NUMBER.search(_DATE.sub(" ", text)):
        raise Invalid(
            _("Приберіть адреси, телефони й номери квитків: у журналі інцидентів не буває даних людей."),
            code="names_somebody",
            field=field,
        )


def check_can_change(*, incident: Incident) -> None:
    """Raise Conflict (`incident_closed`)."""
    if incident.closed_on is not None:
        raise Conflict(_("Інцидент закрито."), code="incident_closed")
