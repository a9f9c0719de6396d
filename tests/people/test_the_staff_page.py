"""«Працівники»: an account is made, its password is seen once, roles come and go, and the page says who may not."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from oseredok.library.people import queries
from oseredok.library.people.models import Account, Role
from tests.world import World

pytestmark = pytest.mark.django_db
NEW = {"surname": "Бойко", "given_name": "Ніна", "position": "бібліотекарка"}


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_everybody_with_roles_in_ukrainian_order(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    text = page(client, "/office/staff/")
    names = re.findall(r'<a href="/office/staff/\d+/">([^<]+)</a>', text)
    assert names == [
        "Безруко Марко",
        "Ґедзь Ірина",
        "Дяченко Галина",
        "Їжакевич Богдан",
        "Коваленко Наталя",
        "Лимар Оксана",
        "Ткаченко Ольга",
        "Щербак Юрій",
        "Яремчук Леся",
    ]
    assert "консультант, Філія «Заріччя»" in text
    assert "директор, уся система" in text


def test_a_new_colleague_gets_a_password_that_is_seen_once_and_works(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    made = client.post("/office/staff/new/", NEW)
    account = Account.objects.get(username="n.boiko")
    where = f"/office/staff/{account.pk}/"
    assert made.headers["Location"] == where
    found = re.search(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", page(client, where))
    assert found is not None
    assert found[0] not in page(client, where), "the second look shows no password"
    client.post(f"{where}role/", {"role": "consultant", "place": world.central.pk})
    colleague = Client()
    assert colleague.post("/account/login/", {"login": "n.boiko", "password": found[0]}).status_code == 302
    assert colleague.get("/people/").headers["Location"] == "/account/password/change/"


def test_what_is_missing_is_said_at_its_field(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    answer = client.post("/office/staff/new/", {"surname": "", "given_name": "Ніна", "username": "Не латинка"})
    assert answer.status_code == 422
    assert "Напишіть прізвище." in answer.content.decode()
    answer = client.post("/office/staff/new/", {**NEW, "username": "head"})
    assert answer.status_code == 422
    assert "Таке ім’я для входу вже є." in answer.content.decode()
    assert Account.objects.count() == 9


def test_roles_are_given_and_taken_with_history(world: World, client: Client) -> None:
    world.sign_in(client, "director")
    stranger = world.accounts["stranger"]
    where = f"/office/staff/{stranger.pk}/"
    client.post(f"{where}role/", {"role": "methodist", "place": "everywhere"})
    (held,) = queries.live_roles(account=stranger)
    assert (held.role, held.place, held.given_by) == (Role.METHODIST, None, world.director)
    client.post(f"/office/staff/role/{held.pk}/take/")
    assert queries.live_roles(account=stranger) == []
    text = page(client, where)
    assert "надано" in text
    assert "знято" in text


def test_the_head_is_offered_only_what_the_head_may_give(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    text = page(client, f"/office/staff/{world.accounts['stranger'].pk}/")
    assert "Центральна" in text
    assert 'value="director"' not in text
    assert 'value="everywhere"' not in text
    refused = client.post(
        f"/office/staff/{world.accounts['stranger'].pk}/role/", {"role": "director", "place": "everywhere"}
    )
    assert refused.status_code == 422
    assert queries.live_roles(account=world.accounts["stranger"]) == []


def test_the_head_only_looks_at_the_directors_account(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    where = f"/office/staff/{world.director.pk}/"
    text = page(client, where)
    assert "керує директор або адміністратор" in text
    assert "Дати тимчасовий пароль" not in text
    for path in ("password/", "off/"):
        client.post(where + path)
    world.director.refresh_from_db()
    assert world.director.is_active
    assert not world.director.password_is_temporary


def test_one_who_left_is_switched_off_and_on_again(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    where = f"/office/staff/{world.consultant.pk}/"
    client.post(f"{where}off/")
    assert not Account.objects.get(pk=world.consultant.pk).is_active
    assert "закрито" in page(client, where)
    client.post(f"{where}on/")
    assert Account.objects.get(pk=world.consultant.pk).is_active


def test_nobody_switches_off_themselves(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    answer = client.post(f"/office/staff/{world.head.pk}/off/", follow=True)
    assert "вимкне хтось інший" in answer.content.decode()
    assert Account.objects.get(pk=world.head.pk).is_active
