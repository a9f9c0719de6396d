"""What the last button will do, in plain sentences, told before it is pressed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.base.core.text import counted
from oseredok.base.mail.models import Letter
from oseredok.base.mail.models import State as LetterState
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.models import RoleAssignment
from oseredok.library.places.models import Library
from oseredok.management.closing import end_actions, leftovers, persons
from oseredok.management.closing.models import Closing, DataDecision
from oseredok.management.closing.preferences import WAY_BACK_DAYS

Way = DataDecision.Way


def sentences(closing: Closing) -> list[str]:
    """Return what happens at once, what happens later, what stays."""
    return [*_place(closing), *_roles(closing), *_data(closing), *_stays(closing)]


def _place(closing: Closing) -> Iterator[str]:
    day = date_words(closing.planned_on)
    if closing.place is not None:
        yield _("{name}: зачинено назавжди з {day} Години роботи закінчуються, сайт каже, куди йти.").format(
            name=closing.place.name, day=day
        )
    else:
        number = Library.objects.filter(closed_on__isnull=True).count()
        libraries = counted(number, _("бібліотеку"), _("бібліотеки"), _("бібліотек"))
        yield _("Зачиняємо назавжди з {day}: {libraries}. Сайт каже, куди йти людям.").format(
            day=day, libraries=libraries
        )
    yield _("Відвідування, послуги, заходи, запис читачів і заяви на квиток тут більше не приймаються.")


def _roles(closing: Closing) -> Iterator[str]:
    ending = end_actions.roles_to_take(closing)
    if not ending:
        yield _("Ролей тут ні в кого немає.")
    else:
        names = sorted({f"{one.account.short_name} ({one.get_role_display()})" for one in ending})
        yield _("Ролі закінчуються, історія лишається: {names}.").format(names=", ".join(names))
    ids = {one.pk for one in ending}
    people = {one.account_id for one in ending}
    staying = RoleAssignment.objects.filter(taken_at__isnull=True, account__in=people).exclude(pk__in=ids)
    alone = len(people - set(staying.values_list("account_id", flat=True)))
    if alone:
        accounts = counted(alone, _("обліковий запис"), _("облікові записи"), _("облікових записів"))
        yield _("Лишається без ролей: {accounts}. Закрийте в розділі «Працівники», коли людина звільниться.").format(
            accounts=accounts
        )
    if closing.place is None:
        yield _("Директор і адміністратор системи далі входять: читають, друкують, відповідають на запити, стирають.")


def _data(closing: Closing) -> Iterator[str]:
    number = persons.readers_of(closing.place).count()
    decision = closing.data_decision
    if not number:
        yield _("Даних читачів тут немає.")
    elif decision is not None:
        readers = counted(number, _("читача"), _("читачів"), _("читачів"))
        if decision.way == Way.MOVE and decision.move_to is not None:
            yield _("Переводимо {readers} до бібліотеки «{name}». Квитки діють далі.").format(
                readers=readers, name=decision.move_to.short_name
            )
        elif decision.way == Way.HAND_OVER:
            yield _("Дані {readers} передаємо: {recipient}. Після передавання тут їх стирають окремою кнопкою.").format(
                readers=readers, recipient=decision.recipient
            )
        else:
            yield _("Дані {readers} стирають окремою кнопкою після закриття.").format(readers=readers)
    if decision is not None and decision.way != Way.MOVE:
        rest = leftovers.counts(closing.place)
        if rest:
            told = ", ".join(f"{title} ({count})" for title, count in rest)
            yield _("Разом із ними зітремо: {told}.").format(told=told)


def _stays(closing: Closing) -> Iterator[str]:
    lost = Letter.objects.filter(state=LetterState.WAITING_SETTINGS).count() if closing.place is None else 0
    if lost:
        letters = counted(lost, _("лист"), _("листи"), _("листів"))
        yield _("Не дійде {letters}: пошту не налаштовано. Перегляньте їх у розділі «Листи».").format(letters=letters)
    yield _("Щоденник, показники, звіти, документи й новини лишаються незмінні.")
    days = preferences.value(WAY_BACK_DAYS)
    if days:
        until = counted(days, _("дня"), _("днів"), _("днів"))
        yield _("Протягом {days} закриття можна скасувати, доки дані читачів не стерто.").format(days=until)
    else:
        yield _("Скасувати закриття не можна.")
