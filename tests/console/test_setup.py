"""`oseredok setup` turns an empty database into a centre where somebody can sign in."""

from collections.abc import Iterator
from datetime import time

import pytest
from django.test import Client

from oseredok.console.problems import ConsoleError
from oseredok.console.setup import set_up_centre
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library, LibrarySystem, WeeklyHours

pytestmark = pytest.mark.django_db

ANSWERS = (
    "Вільхівська публічна бібліотека",
    "",
    "Вільхівка",
    "вт-сб",
    "10-19",
    "Ґедзь",
    "Ірина",
    "iryna",
    "lamp-over-book-26",
)


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    left: Iterator[str] = iter(answers)

    def reply(_question: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", reply)


def test_the_questions_make_a_library_and_somebody_who_can_sign_in(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    answer(monkeypatch, *ANSWERS)
    set_up_centre()
    library = Library.objects.get()
    assert library.system.town == "Вільхівка"
    assert library.short_name == "Вільхівська публічна бібліотека"
    assert set(WeeklyHours.objects.values_list("weekday", "opens_at", "closes_at")) == {
        (day, time(10), time(19)) for day in range(1, 6)
    }
    account = Account.objects.get()
    assert sorted(account.role_assignments.values_list("role", flat=True)) == ["administrator", "director"]
    assert client.login(username="iryna", password="lamp-over-book-26")


def test_an_answer_that_cannot_be_read_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clumsy = [
        "",
        ANSWERS[0],
        "",
        "Вільхівка",
        "щодня",
        "сб-пн",
        "вт, сб",
        "19-10",
        "25-26",
        "10-19",
        *ANSWERS[5:8],
        "123",
        ANSWERS[8],
    ]
    answer(monkeypatch, *clumsy)
    set_up_centre()
    said = capsys.readouterr().out
    assert "Тут потрібна відповідь." in said
    assert "Напишіть дні так: пн-пт або вт, ср, сб." in said
    assert "зачинятися пізніше" in said
    assert set(WeeklyHours.objects.values_list("weekday", flat=True)) == {1, 5}


def test_a_refusal_or_a_hang_up_leaves_the_database_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, *ANSWERS[:6])
    with pytest.raises(ConsoleError, match="нічого не створено"):
        set_up_centre()
    answer(monkeypatch, *ANSWERS[:7], "!", ANSWERS[8])
    with pytest.raises(ConsoleError, match="Ім’я для входу"):
        set_up_centre()
    assert not LibrarySystem.objects.exists()
    assert not Account.objects.exists()


def test_a_centre_is_set_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, *ANSWERS)
    set_up_centre()
    with pytest.raises(ConsoleError, match="уже налаштовано"):
        set_up_centre()
