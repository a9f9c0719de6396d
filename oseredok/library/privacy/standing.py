"""How personal data stand, in sentences: for the office's own page and for what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import date_words, day_and_month
from oseredok.base.core.text import counted
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.library.privacy import queries, rules
from oseredok.library.privacy.models import ErasureWarning, Incident, Purpose, RetentionRun, SubjectRequest

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One sentence; `state`: `success`, `info`, `warning` or `danger`, said in `tag` too."""

    sentence: str
    url: str
    state: str = "success"
    tag: str = ""


def lines(duty: Duty, *, now: datetime) -> list[Line]:
    """Return how everything stands, the pressing first."""
    found = [*_requests(duty, now), *_incidents(), *_warned(), _lacking(now), _last_run(now)]
    order = {"danger": 0, "warning": 1, "info": 2, "success": 3}
    return sorted(found, key=lambda line: order[line.state])


def decisions(duty: Duty, now: datetime) -> list[Decision]:
    """Return requests whose term is near or over, and incidents that are open."""
    today = clock.local_date(now)
    found = [
        Decision(_sentence(one, today), reverse("privacy_office:request", args=[one.public_id]), one.due_on < today)
        for one in _waiting(duty).filter(due_on__lte=today + SOON)
    ]
    for one in Incident.objects.filter(closed_on__isnull=True):
        url = reverse("privacy_office:incident", args=[one.public_id])
        found.append(Decision(_("Інцидент із персональними даними не закрито"), url))
    return found


def open_requests(duty: Duty) -> int:
    """Return how many requests wait: the counter of the menu."""
    return _waiting(duty).count()


def _waiting(duty: Duty) -> QuerySet[SubjectRequest]:
    return queries.open_requests(homes=rules.homes_of(duty), by=duty.account)


def _sentence(one: SubjectRequest, today: date) -> str:
    due = day_and_month(one.due_on)
    kind = one.get_kind_display()
    if one.due_on < today:
        return _("Запит про дані «{kind}»: строк минув {due}").format(kind=kind, due=due)
    return _("Запит про дані «{kind}»: відповісти до {due}").format(kind=kind, due=due)


def _requests(duty: Duty, now: datetime) -> Iterator[Line]:
    today = clock.local_date(now)
    waiting = list(_waiting(duty))
    for one in waiting:
        url = reverse("privacy_office:request", args=[one.public_id])
        if one.due_on < today:
            yield Line(_sentence(one, today), url, "danger", _("прострочено"))
        elif one.due_on <= today + SOON:
            yield Line(_sentence(one, today), url, "warning", _("скоро строк"))
        else:
            yield Line(_sentence(one, today), url, "info", _("у роботі"))
    if not waiting:
        yield Line(_("Запитів без відповіді немає"), reverse("privacy_office:requests"))


def _incidents() -> Iterator[Line]:
    going = Incident.objects.filter(closed_on__isnull=True).count()
    if going:
        told = counted(going, _("незакритий інцидент"), _("незакриті інциденти"), _("незакритих інцидентів"))
        yield Line(told, reverse("privacy_office:incidents"), "warning", _("не закрито"))


def _warned() -> Iterator[Line]:
    quiet = ErasureWarning.objects.filter(by_letter=False).count()
    if quiet:
        readers = counted(quiet, _("читача"), _("читачів"), _("читачів"))
        sentence = _("Лист не дійде до {readers}, чиї дані скоро зітремо: список у «Строках»").format(readers=readers)
        yield Line(sentence, reverse("privacy_office:terms"), "warning", _("попередити словом"))


def _lacking(now: datetime) -> Line:
    number = queries.lacking(Purpose.CARD, on=clock.local_date(now)).count()
    url = reverse("privacy_office:lacking")
    if not number:
        return Line(_("Згода на обробку даних є від усіх читачів"), url)
    readers = counted(number, _("читач"), _("читачі"), _("читачів"))
    sentence = _("Без записаної згоди: {readers}. Запитайте, коли прийдуть").format(readers=readers)
    return Line(sentence, url, "warning", _("запитати"))


def _last_run(now: datetime) -> Line:
    last = RetentionRun.objects.filter(finished_at__isnull=False).first()
    url = reverse("privacy_office:terms")
    if last is None or last.finished_at is None:
        return Line(_("Строки зберігання ще не перевіряли"), url, "warning", _("чекаємо на першу ніч"))
    day = clock.local_date(last.finished_at)
    sentence = _("Строки зберігання перевірено {day}").format(day=date_words(day))
    old = clock.local_date(now) - day > timedelta(days=2)
    return Line(sentence, url, "warning", _("давно")) if old else Line(sentence, url)
