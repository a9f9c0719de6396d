"""Leaders set targets and see what became of letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from oseredok.base.mail import actions as mail
from oseredok.base.mail.models import Letter, State
from oseredok.management.indicators.models import Target
from tests.indicators.book import record
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def typed(world: World, **more: object) -> dict[str, object]:
    return {
        "indicator": "visits.total", "place": world.central.pk, "value": "150", "valid_from": "10.2026",
        "source": "проєкт коворкінгу", "length": "month", **more,
    }  # fmt: skip


def test_a_head_sets_a_target_and_the_overview_measures_by_it(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    assert client.post(reverse("office:targets"), typed(world)).status_code == 302
    assert "проєкт коворкінгу" in client.get(reverse("office:targets")).content.decode()
    page = client.get("/office/indicators/").content.decode()
    assert "ціль 150" in page
    assert "На 65 менше, ніж мало бути на сьогодні" in page.replace("\u00a0", " ")


def test_a_head_of_one_library_sets_no_target_for_the_system(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    for place in ("", world.branch.pk):
        assert client.post(reverse("office:targets"), typed(world, place=place)).status_code == 422
    assert not Target.objects.exists()


def test_a_director_may_set_it_for_the_system_and_end_it(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    client.post(reverse("office:targets"), typed(world, place="", valid_from="01.2026"))
    target = Target.objects.get()
    assert target.place is None
    client.post(reverse("office:end_target", args=[target.pk]))
    target.refresh_from_db()
    assert str(target.valid_to) == "2026-10-01"


def test_a_target_without_a_number_is_asked_again(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    for value, sentence in (("", "Напишіть число."), ("-5", "Ціль має бути більшою за нуль.")):
        answer = client.post(reverse("office:targets"), typed(world, value=value))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()


def test_a_target_in_the_way_of_another_is_asked_about_and_replaced(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    client.post(reverse("office:targets"), typed(world))
    answer = client.post(reverse("office:targets"), typed(world, value="160"))
    assert answer.status_code == 422
    assert "На цей час уже є ціль 150" in answer.content.decode().replace("\u00a0", " ")
    assert client.post(reverse("office:targets"), typed(world, value="160", replace="on")).status_code == 302
    assert [target.value for target in Target.objects.all()] == [160]


def test_a_share_gets_a_target_for_a_half_year_with_an_end(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    told = {"indicator": "ratings.positive_share", "value": "80", "length": "half_year", "valid_to": "12.2026"}
    client.post(reverse("office:targets"), typed(world, **told))
    target = Target.objects.get()
    assert (str(target.valid_from), str(target.valid_to)) == ("2026-07-01", "2027-01-01")


def test_a_target_in_danger_waits_on_the_first_page_of_those_who_lead(client: Client, world: World) -> None:
    record(world, "visit", day=date(2026, 10, 6), quantity=41)
    world.sign_in(client, "head")
    client.post(reverse("office:targets"), typed(world))
    sentence = "таким темпом буде 105 із 150; треба по 8 на день, а не по 5"
    for page in ("office:home", "office:targets"):
        assert sentence in client.get(reverse(page)).content.decode().replace("\u00a0", " ")
    client.logout()
    world.sign_in(client, "branch_librarian")
    assert sentence not in client.get(reverse("office:home")).content.decode()


@pytest.mark.parametrize("who", ["consultant", "methodist", "branch_librarian", "stranger"])
def test_others_neither_set_targets_nor_read_letters(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    for name in ("office:targets", "office:letters"):
        assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse("office:targets"), typed(world)).status_code == 403


def test_a_head_of_one_library_does_not_read_the_letters_of_the_whole_system(client: Client, world: World) -> None:
    letter = mail.queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    world.sign_in(client, "head")
    assert client.get(reverse("office:letters")).status_code == 403
    assert client.get(reverse("office:letter", args=[letter.pk])).status_code == 403
    assert client.post(reverse("office:resend_letter", args=[letter.pk])).status_code == 403
    assert client.post(reverse("office:test_letter"), {"to": "head@example.com"}).status_code == 403
    assert Letter.objects.count() == 1
    assert reverse("office:letters") not in client.get(reverse("office:home")).content.decode()


def test_a_letter_whose_address_was_erased_is_told_by_its_kind_and_not_sent_again(client: Client, world: World) -> None:
    letter = mail.queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    mail.forget_letters(found=Q(pk=letter.pk), now=NOW)
    world.sign_in(client, "director")
    page = client.get(reverse("office:letters")).content.decode()
    assert "Пробний лист</a>" in page
    assert "адресу стерто" in page
    assert "не надіслано 0" in page, "nothing can be done about it, so it is not a worry"
    assert "Надіслати ще раз" not in page
    assert "Адресу й текст стерто" in client.get(reverse("office:letter", args=[letter.pk])).content.decode()
    answer = client.post(reverse("office:resend_letter", args=[letter.pk]), follow=True)
    assert "вже стерто" in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == State.FAILED


def test_a_letter_waits_for_settings_and_says_so(client: Client, world: World) -> None:
    world.sign_in(client, "administrator")
    client.post(reverse("office:test_letter"), {"to": "olena@example.com"})
    letter = Letter.objects.get()
    assert letter.state == State.WAITING_SETTINGS
    page = client.get(reverse("office:letters")).content.decode()
    assert "Пошту ще не налаштовано" in page
    assert "olena@example.com" in page
    assert letter.text.strip()[:20] in client.get(reverse("office:letter", args=[letter.pk])).content.decode()
    answer = client.post(reverse("office:resend_letter", args=[letter.pk]), follow=True)
    assert "Пошту ще не налаштовано" in answer.content.decode()


def test_a_letter_that_failed_is_sent_again(client: Client, world: World, settings: object) -> None:
    settings.EMAIL_CONFIGURED = True  # type: ignore[attr-defined]
    letter = mail.queue_test_letter(to="olena@example.com", key="test:1", now=NOW)
    Letter.objects.update(state=State.FAILED, next_try_at=None, last_error="Сервер не приймає листів на цю адресу")
    world.sign_in(client, "director")
    page = client.get(reverse("office:letters") + "?state=failed").content.decode()
    assert "Сервер не приймає листів на цю адресу" in page
    assert "Надіслати ще раз" in page
    client.post(reverse("office:resend_letter", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.state == State.QUEUED


def test_an_address_that_cannot_be_is_refused(client: Client, world: World) -> None:
    world.sign_in(client, "administrator")
    answer = client.post(reverse("office:test_letter"), {"to": "olena"})
    assert answer.status_code == 422
    assert "Перевірте адресу" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_wrong_address_of_a_test_letter_leaves_the_list_as_it_was(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    client.post(reverse("office:test_letter"), {"to": "iryna@example.com"})
    answer = client.post(reverse("office:test_letter"), {"to": "не адреса"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "iryna@example.com" in page
    assert "Листів немає" not in page
