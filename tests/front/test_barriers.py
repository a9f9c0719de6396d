"""«Повідомити про перешкоду»: from a stranger's form to what was done about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.base.mail.models import Letter
from oseredok.faces.front import actions, limits
from oseredok.faces.front.models import Barrier
from tests.front import town
from tests.world import World

FORM = {"what": "Пандус завалено снігом", "where": "Вхід", "contact": "olena@example.com", "website": ""}
PATH = "/accessibility/barrier/"


@pytest.fixture
def world(world: World) -> World:
    return town.furnish(world)


def reported(world: World, **changed: str) -> Barrier:
    words = {"what": "Сходи", "where": "Вхід", "contact": "olena@example.com", **changed}
    return actions.report_barrier(**words, to="hub@tyhohory.example", now=world.now)


def test_anybody_reports_a_barrier_and_gets_a_number(client: Client, world: World) -> None:
    page = client.post(PATH, FORM, follow=True).content.decode()
    barrier = Barrier.objects.get()

    assert barrier.what == "Пандус завалено снігом"
    assert f"№ {barrier.pk}" in page
    assert "Записали. Дякуємо, що сказали" in page


def test_the_library_gets_a_letter_without_the_contact(client: Client, world: World) -> None:
    client.post(PATH, FORM)
    letter = Letter.objects.get()

    assert letter.to == "hub@tyhohory.example"
    assert "Пандус завалено снігом" in letter.text
    assert "olena@example.com" not in letter.text


def test_a_library_without_an_address_still_keeps_the_report(client: Client, world: World) -> None:
    type(world.central).objects.update(email="")
    client.post(PATH, FORM)

    assert Barrier.objects.count() == 1
    assert not Letter.objects.exists()


def test_only_what_happened_is_asked_for(client: Client, world: World) -> None:
    assert client.post(PATH, {**FORM, "where": "", "contact": ""}).status_code == 302
    answer = client.post(PATH, {**FORM, "what": "  "})

    assert answer.status_code == 422
    assert "Напишіть, що вам завадило." in answer.content.decode()
    assert Barrier.objects.count() == 1


def test_an_address_with_a_slip_is_told_at_once(client: Client, world: World) -> None:
    answer = client.post(PATH, {**FORM, "contact": "olena@example"})

    assert answer.status_code == 422
    assert "olena@example.com" in answer.content.decode()
    assert not Barrier.objects.exists()


def test_a_telephone_is_an_answer_too(client: Client, world: World) -> None:
    assert client.post(PATH, {**FORM, "contact": "067 123-45-67"}).status_code == 302


def test_a_script_that_fills_the_trap_is_thanked_and_nothing_is_kept(client: Client, world: World) -> None:
    page = client.post(PATH, {**FORM, "website": "https://spam.example"}, follow=True).content.decode()

    assert "Записали" in page
    assert not Barrier.objects.exists()


def test_one_network_sends_only_a_few_an_hour(client: Client, world: World) -> None:
    with time_machine.travel(world.now, tick=False):
        answers = [client.post(PATH, FORM) for _ in range(limits.AN_HOUR + 1)]
        other = client.post(PATH, FORM, REMOTE_ADDR="192.0.2.7")
    with time_machine.travel(world.now + timedelta(hours=1), tick=False):
        later = client.post(PATH, FORM)

    assert [one.status_code for one in answers] == [302] * limits.AN_HOUR + [422]
    assert "Спробуйте за годину або зателефонуйте" in answers[-1].content.decode()
    assert other.status_code == later.status_code == 302


def test_a_flood_from_many_networks_is_stopped(world: World) -> None:
    for number in range(actions.BARRIERS_AN_HOUR):
        actions.report_barrier(where="", what=f"Перешкода {number}", contact="", to="", now=world.now)

    with pytest.raises(Conflict):
        reported(world)


def test_a_made_up_number_opens_nothing(client: Client, world: World) -> None:
    assert client.get(f"{PATH}12/").status_code == 404


def test_staff_see_how_many_wait_and_write_what_was_done(client: Client, world: World) -> None:
    barrier = reported(world)
    world.sign_in(client, "consultant")
    listed = client.get("/desk/barriers/").content.decode()
    client.post(f"/desk/barriers/{barrier.pk}/", {"decision": "Розчистили, чистимо щоранку"})
    barrier.refresh_from_db()

    assert "чекає на відповідь" in listed
    assert '<span class="counter">1</span>' in listed
    assert barrier.decision == "Розчистили, чистимо щоранку"
    assert barrier.handled_by == world.consultant
    assert '<span class="counter">' not in client.get("/desk/barriers/").content.decode()


def test_the_answer_goes_by_letter_and_the_contact_is_forgotten(world: World) -> None:
    barrier = reported(world)
    actions.handle_barrier(barrier=barrier, duty=town.duty(world, "head"), decision="Є дзвінок", now=world.now)
    barrier.refresh_from_db()

    assert barrier.contact == ""
    assert Letter.objects.get(to="olena@example.com").text.count("Є дзвінок") == 1


def test_a_telephone_gets_no_letter(world: World) -> None:
    barrier = reported(world, contact="067 123-45-67")
    actions.handle_barrier(barrier=barrier, duty=town.duty(world, "head"), decision="Зателефонували", now=world.now)

    assert not Letter.objects.filter(template="barrier_handled").exists()


def test_a_barrier_is_closed_once(client: Client, world: World) -> None:
    barrier = reported(world)
    head = town.duty(world, "head")
    actions.handle_barrier(barrier=barrier, duty=head, decision="Є дзвінок", now=world.now)

    with pytest.raises(Conflict):
        actions.handle_barrier(barrier=barrier, duty=head, decision="Ще раз", now=world.now)
    world.sign_in(client, "head")
    assert client.post(f"/desk/barriers/{barrier.pk}/", {"decision": "Ще раз"}).status_code == 422


def test_closing_without_words_is_refused(client: Client, world: World) -> None:
    barrier = reported(world)
    world.sign_in(client, "head")

    assert client.post(f"/desk/barriers/{barrier.pk}/", {"decision": " "}).status_code == 422
    barrier.refresh_from_db()
    assert barrier.handled_at is None


@pytest.mark.parametrize("who", ["cataloguer", "methodist", "administrator", "stranger"])
def test_others_do_not_read_barriers(client: Client, world: World, who: str) -> None:
    barrier = reported(world)
    world.sign_in(client, who)

    assert client.get("/desk/barriers/").status_code == 403
    assert client.get(f"/desk/barriers/{barrier.pk}/").status_code == 403


def test_a_catalogue_role_cannot_close_by_the_action_either(world: World) -> None:
    account = world.accounts["cataloguer"]
    duty = town.duty(world, "cataloguer")
    assert duty.account == account

    with pytest.raises(NotAllowed):
        actions.handle_barrier(barrier=reported(world), duty=duty, decision="Так", now=world.now)
