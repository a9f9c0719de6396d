"""`oseredok setup`: a few questions that turn an empty database into a centre where somebody can sign in."""

import getpass
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import TypeVar

from oseredok.console.prepare import is_empty_centre
from oseredok.console.problems import ConsoleError
from oseredok.console.say import say

T = TypeVar("T")
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "нд")


def set_up_centre() -> None:
    """Ask for the library and its first member of staff, and make both, or nothing.

    Raises `ConsoleError` when the centre has been set up already or the questions were not answered.
    """
    if not is_empty_centre():
        raise ConsoleError("Осередок уже налаштовано: решту змінюють на сайті, у кабінеті.")
    say("Кілька запитань про бібліотеку. Відповідь у дужках береться, якщо просто натиснути Enter.")
    try:
        _ask_and_make()
    except EOFError as error:
        raise ConsoleError(
            "Відповіді закінчилися раніше за запитання: нічого не створено, почніть спочатку."
        ) from error


def _ask_and_make() -> None:
    from django.db import transaction

    from oseredok.base.core import clock
    from oseredok.library.people.staff.founding import found_centre
    from oseredok.library.places import actions as places
    from oseredok.library.places import queries
    from oseredok.library.places.place_actions import Requisites

    now = datetime.now(tz=UTC)
    today = clock.local_date(now)
    name = _ask("Повна назва бібліотеки", _not_empty)
    short_name = _ask("Коротка назва", _not_empty, default=name[:80])
    town = _ask("Населений пункт", _not_empty)
    weekdays = _ask("Робочі дні", _weekdays, default="пн-пт")
    hours = _ask("Години роботи", _hours, default="9:00-18:00")
    say("Тепер про вас: перший працівник дає ролі решті.")
    with transaction.atomic():
        account = _until_accepted(
            lambda: found_centre(
                requisites=Requisites(name=name[:200], short_name=short_name[:80], town=town[:80]),
                surname=_ask("Прізвище", _not_empty),
                given_name=_ask("Ім’я", _not_empty),
                username=_ask("Ім’я для входу латиницею", _not_empty, default="admin"),
                password=_new_password(),
                now=now,
            )
        )
        library = queries.central()
        if library is not None:
            week = {day: [hours] if day in weekdays else [] for day in range(7)}
            places.set_weekly_hours(library=library, week=week, starts_on=today)
    say(f"Готово. Увійдіть на сайті як {account.username}. Решту кроків налаштування покаже сторінка /setup/.")


def _ask(question: str, read: Callable[[str], T], *, default: str = "") -> T:
    """Ask until the answer can be read. Raises EOFError when nobody answers."""
    while True:
        hint = f" [{default}]" if default else ""
        answer = input(f"{question}{hint}: ").strip() or default
        try:
            return read(answer)
        except ValueError as error:
            say(f"  {error}")


def _until_accepted(make: Callable[[], T]) -> T:
    """Ask again when the library's rules refuse; at a terminal only, where somebody can answer."""
    from oseredok.base.core.errors import DomainError

    while True:
        try:
            return make()
        except DomainError as refusal:
            if not sys.stdin.isatty():
                raise ConsoleError(str(refusal)) from refusal
            say(f"  {refusal}")


def _new_password() -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    def read(answer: str) -> str:
        try:
            validate_password(answer)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return answer

    if not sys.stdin.isatty():
        return _ask("Пароль", read)
    while True:
        try:
            password = read(getpass.getpass("Пароль (не видно, коли вводите): "))
        except ValueError as error:
            say(f"  {error}")
            continue
        if getpass.getpass("Пароль ще раз: ") == password:
            return password
        say("  Паролі різні.")


def _not_empty(answer: str) -> str:
    if not answer:
        raise ValueError("Тут потрібна відповідь.")
    return answer


def _weekdays(answer: str) -> set[int]:
    """Read «пн-пт» or «вт, ср, сб» into numbers of days; 0 is Monday."""
    days: set[int] = set()
    for part in re.split(r"[,;\s]+", re.sub(r"\s*[-–—]\s*", "-", answer.lower())):
        first, _dash, last = part.partition("-")
        if first not in WEEKDAYS or (last or first) not in WEEKDAYS:
            raise ValueError("Напишіть дні так: пн-пт або вт, ср, сб.")
        days |= set(range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1))
    if not days:
        raise ValueError("Напишіть дні від понеділка до неділі, наприклад: вт-сб.")
    return days


def _hours(answer: str) -> tuple[time, time]:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d\d))?", answer)
    sentence = "Напишіть години так: 9:00-18:00."
    if not found:
        raise ValueError(sentence)
    try:
        opens, closes = time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))
    except ValueError as error:
        raise ValueError(sentence) from error
    if opens >= closes:
        raise ValueError("Бібліотека має зачинятися пізніше, ніж відчиняється.")
    return opens, closes
