"""«Wi-Fi» in the office: how people come in, with its rules beside the fields; the key is shown once and kept as a hash."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from auditlog.registry import auditlog
from django.test import Client

from oseredok.base.audit.models import Entry as Change
from oseredok.services.wifi import marks, queries
from oseredok.services.wifi.models import WifiSettings
from tests.desk.test_the_day import text_of
from tests.wifi.network import Router, turn_on
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
GOOD = {"by_codes": "yes", "network": "Biblioteka", "password": "tykhi-hory", "code_minutes": "120", "one_device": "on"}


@pytest.fixture(autouse=True)
def morning() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(client: Client, world: World) -> Client:
    world.sign_in(client, "head")
    return client


def test_what_is_set_is_kept_for_this_library_only(office: Client, world: World) -> None:
    assert "Збережено." in text_of(office.post("/office/wifi/", GOOD, follow=True))
    mine = queries.settings_of(world.central)
    assert (mine.by_codes, mine.network, mine.password) == (True, "Biblioteka", "tykhi-hory")
    assert (mine.code_minutes, mine.one_device) == (120, True)
    assert not queries.settings_of(world.branch).by_codes


def test_an_open_network_and_a_code_of_the_whole_day(office: Client, world: World) -> None:
    office.post("/office/wifi/", {**GOOD, "password": "", "code_minutes": "", "one_device": ""})
    mine = queries.settings_of(world.central)
    assert (mine.password, mine.code_minutes, mine.one_device) == ("", None, False)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("network", "", "Напишіть назву мережі: її друкуємо на талоні."),
        ("network", "Бібліотека у Високому", "Задовга назва: щонайбільше 32 латинські або 16 українських літер."),
        ("password", "коротко", "Пароль мережі має від 8 до 63 знаків"),
        ("password", "short", "Пароль мережі має від 8 до 63 знаків"),
        ("code_minutes", "2", "Щонайменше 5 хвилин."),
        ("code_minutes", "5000", "Щонайбільше доба: 1440 хвилин."),
        ("code_minutes", "година", "Напишіть число цифрами."),
        ("by_codes", "", "Виберіть один із варіантів."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    office: Client, field: str, value: str, sentence: str
) -> None:
    answer = office.post("/office/wifi/", {**GOOD, field: value})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    kept = "tykhi-hory" if field != "password" else "Biblioteka"
    assert kept in answer.content.decode()
    assert not WifiSettings.objects.exists()


def test_a_key_is_shown_once_inside_the_files(office: Client, world: World) -> None:
    turn_on(world.central)
    page = office.post("/office/wifi/key/", {"address": "https://biblioteka.example.com/", "router": "192.168.88.1"})
    text = page.content.decode().replace("&quot;", '"')
    assert "no-store" in page.headers["Cache-Control"]
    assert 'connect_uri = "https://biblioteka.example.com/radius/"' in text
    assert "ipaddr = 192.168.88.1" in text
    (key,) = set(re.findall(r'password = "([^"]+)"', text))
    kept = queries.settings_of(world.central).key_hash
    assert key not in kept
    assert marks.is_key(key, kept)
    assert Router(world.central, key=key).asks("1")["control:Auth-Type"] == "Reject"
    assert key not in office.get("/office/wifi/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("router", "роутер", "Не схоже на адресу роутера."),
        ("router", "192.168.1.1; }", "Не схоже на адресу роутера."),
        ("router", "", "Напишіть адресу роутера."),
        ("address", "", "Напишіть адресу."),
        ("address", 'https://x.example/"}', "зайві знаки"),
        ("address", "javascript:alert(1)", "Не схоже на адресу."),
    ],
)
def test_nothing_odd_gets_into_the_files(office: Client, world: World, field: str, value: str, sentence: str) -> None:
    turn_on(world.central)
    good = {"address": "https://biblioteka.example.com", "router": "192.168.88.1"}
    answer = office.post("/office/wifi/key/", {**good, field: value})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert queries.settings_of(world.central).key_hash == ""


def test_the_page_tells_whether_the_server_speaks(office: Client, world: World) -> None:
    turn_on(world.central)
    assert "не під’єднано" in text_of(office.get("/office/wifi/"))
    router = Router(world.central)
    assert "сервер іще не озивався" in text_of(office.get("/office/wifi/"))
    router.asks("1")
    assert "Сервер озивався" in text_of(office.get("/office/wifi/"))


def test_the_log_of_changes_has_neither_the_password_nor_the_key(office: Client, world: World) -> None:
    office.post("/office/wifi/", GOOD)
    office.post("/office/wifi/key/", {"address": "https://biblioteka.example.com", "router": "192.168.88.1"})
    told = str(list(Change.objects.values_list("changes", flat=True)))
    assert "Biblioteka" in told
    assert "tykhi-hory" not in told
    assert queries.settings_of(world.central).key_hash not in told
    assert auditlog.contains(WifiSettings)


def test_the_desk_does_not_set_it(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    assert client.get("/office/wifi/").status_code == 403
    assert client.post("/office/wifi/key/").status_code == 403
