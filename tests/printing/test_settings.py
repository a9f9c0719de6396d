"""The office says how its library prints, and sees in words what follows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from oseredok.base.audit.models import Entry as Change
from oseredok.services.printing import queue
from oseredok.services.printing.models import PrintSettings
from tests.printing.papers import text_of
from tests.world import World

pytestmark = pytest.mark.django_db
TYPED = {"takes_files": "on", "most_pages": "30", "most_megabytes": "10", "free_pages": "5", "queue": ""}


@pytest.fixture
def office(client: Client, world: World) -> Client:
    world.sign_in(client, "head")
    return client


def test_a_library_prints_nothing_from_the_site_until_it_is_told_to(office: Client, world: World) -> None:
    page = text_of(office.get("/office/print/"))
    assert "Файлів із сайту не приймаємо" in page
    assert "Зараз друк безкоштовний." in page


def test_the_settings_are_kept_and_told_in_words(office: Client, world: World) -> None:
    page = text_of(office.post("/office/print/", TYPED, follow=True))
    assert "Збережено." in page
    assert "до 30 сторінок і 10 МБ" in page
    assert "Перші 5 сторінок на день безкоштовно." in page
    kept = PrintSettings.objects.get(library=world.central)
    assert (kept.takes_files, kept.most_pages, kept.free_pages, kept.has_colour) == (True, 30, 5, False)
    assert Change.objects.filter(content_type__model="printsettings").exists()


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ("1", "Перша сторінка на день безкоштовна."),
        ("2", "Перші 2 сторінки"),
        ("5", "Перші 5 сторінок"),
        ("21", "Перші 21 сторінка"),
        ("", "Зараз друк безкоштовний."),
    ],
)
def test_free_pages_are_said_as_people_say_them(office: Client, pages: str, words: str) -> None:
    assert words in text_of(office.post("/office/print/", {**TYPED, "free_pages": pages}, follow=True))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("most_pages", "0", "Напишіть число від 1 до 500."),
        ("most_pages", "багато", "Напишіть число від 1 до 500."),
        ("most_megabytes", "21", "Напишіть число від 1 до 20."),
        ("free_pages", "0", "Напишіть число від 1 до 500 або лишіть порожнім."),
        ("free_pages", "-3", "Напишіть число від 1 до 500 або лишіть порожнім."),
        ("queue", "mfp", "Адреса черги має починатися з ipp://"),
        ("queue", "http://169.254.169.254/latest", "Адреса черги має починатися з ipp://"),
        ("queue", "ipp://localhost", "Адреса черги має починатися з ipp://"),
        ("queue", "ipp://user:pass@localhost/printers/x", "Адреса черги має починатися з ipp://"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(office: Client, field: str, typed: str, sentence: str) -> None:
    answer = office.post("/office/print/", {**TYPED, field: typed})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert answer.context["form"].errors[field]
    assert not PrintSettings.objects.exists()


def test_a_trial_page_goes_to_the_queue_and_is_not_counted(
    office: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []

    def send(address: str, pdf: Any, **how: Any) -> int:
        sent.append((address, pdf.read_bytes()[:5], how["title"]))
        return 7

    monkeypatch.setattr(queue, "send", send)
    assert "Впишіть чергу друку" in text_of(office.get("/office/print/"))
    office.post("/office/print/", {**TYPED, "queue": "ipp://localhost/printers/mfp"})
    page = text_of(office.post("/office/print/trial/", follow=True))
    assert "номер у черзі 7" in page
    assert sent == [("ipp://localhost/printers/mfp", b"%PDF-", "trial")]


def test_a_queue_that_is_not_there_is_a_sentence(office: Client) -> None:
    office.post("/office/print/", {**TYPED, "queue": "ipp://127.0.0.1:9/printers/mfp"})
    assert "Черга друку не відповідає." in text_of(office.post("/office/print/trial/", follow=True))


def test_a_trial_without_a_queue_is_a_sentence(office: Client) -> None:
    assert "Черги друку не налаштовано." in text_of(office.post("/office/print/trial/", follow=True))


def test_each_library_has_its_own(office: Client, world: World) -> None:
    office.post("/office/print/", TYPED)
    other = Client()
    world.sign_in(other, "director", place=world.branch)
    assert "Файлів із сайту не приймаємо" in text_of(other.get("/office/print/"))
