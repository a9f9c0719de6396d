"""Guessing is slowed, told as a wait, seen by the office, and an honest colleague is let in again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as phone
from django.test import Client
from pytest_django import Settings

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.base.preferences import actions as preferences
from oseredok.library.people import actions
from oseredok.library.people.models import Account, AccountEvent, FailedSignIn
from oseredok.library.people.sign_in import attempts
from oseredok.library.people.staff import tasks as account_tasks
from oseredok.library.people.staff.preferences import KEEP_FAILURES_DAYS
from tests.world import PASSWORD, World, give_second_step

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
WRONG = "guess"


def attempt(name: str, password: str = WRONG, *, address: str = "192.0.2.9", **headers: str) -> Any:
    client = Client(REMOTE_ADDR=address, headers=headers or None)
    return client.post(LOGIN, {"login": name, "password": password})


def lock(name: str = "consultant") -> None:
    for number in range(5):
        attempt(name, address=f"192.0.2.{number + 20}")


# --- The limits ---------------------------------------------------------------------------------------------


def test_five_guesses_from_five_places_lock_the_account_and_the_wait_is_told(world: World) -> None:
    lock()
    refused = attempt("consultant", PASSWORD, address="198.51.100.1").content.decode()
    assert re.search(r"Забагато невдалих спроб\. Спробуйте за [45]\sхвилин[иу]?\.", refused)
    assert attempt("head", PASSWORD, address="198.51.100.1").status_code == 302


def test_a_name_and_an_address_are_one_door_under_any_host(world: World, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    Account.objects.filter(pk=world.consultant.pk).update(email="natalia@example.com")
    for number, name in enumerate(
        ("consultant", "natalia@example.com", "CONSULTANT", "Natalia@Example.com", " consultant ")
    ):
        attempt(name, address=f"192.0.2.{number}", Host=f"h{number}.example")
    refused = attempt("natalia@example.com", PASSWORD, address="198.51.100.1").content.decode()
    assert "Забагато невдалих спроб" in refused


def test_one_place_that_tries_many_names_is_stopped(world: World) -> None:
    for number in range(10):
        attempt(f"nobody{number}")
    assert "Забагато невдалих спроб" in attempt("consultant", PASSWORD).content.decode()
    assert attempt("consultant", PASSWORD, address="198.51.100.1").status_code == 302


def test_behind_a_proxy_each_visitor_counts_for_itself_and_cannot_choose_an_address(
    world: World, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        # What a visitor claims stands first; what the proxy saw stands last.
        attempt(f"nobody{number}", address="127.0.0.1", **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"})
    blocked = attempt("consultant", PASSWORD, address="127.0.0.1", **{"X-Forwarded-For": "203.0.113.99, 198.51.100.7"})
    assert "Забагато невдалих спроб" in blocked.content.decode()
    free = attempt("consultant", PASSWORD, address="127.0.0.1", **{"X-Forwarded-For": "198.51.100.8"})
    assert free.status_code == 302
    assert FailedSignIn.objects.filter(network="198.51.100.x").count() == 10


def test_without_a_proxy_a_claimed_address_counts_for_nothing(world: World) -> None:
    for number in range(10):
        attempt(f"nobody{number}", **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert "Забагато невдалих спроб" in attempt("consultant", PASSWORD).content.decode()


def test_too_many_requests_say_how_long_to_wait(world: World) -> None:
    for number in range(30):
        attempt(f"nobody{number}")
    refused = attempt("consultant")
    assert refused.status_code == 429
    assert re.search(r"Спробуйте за (\d+\sсекунд|1\sхвилину)", refused.content.decode())
    assert 0 < int(refused.headers["Retry-After"]) <= 60


def test_guessing_the_password_of_an_open_session_is_stopped(world: World, client: Client) -> None:
    client.force_login(world.consultant)
    answers = [client.post("/account/reauthenticate/", {"password": f"guess{n}"}) for n in range(6)]
    assert "Пароль не той" in answers[0].content.decode()
    assert "Забагато невдалих спроб" in answers[5].content.decode()


def test_asking_for_new_passwords_is_limited(world: World, settings: Settings, client: Client) -> None:
    settings.EMAIL_CONFIGURED = True
    Account.objects.filter(pk=world.consultant.pk).update(email="natalia@example.com")
    answers = [client.post("/account/password/reset/", {"email": "natalia@example.com"}) for _ in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "Спробуйте за" in answers[5].content.decode()


def test_guessing_the_second_step_is_told_as_a_wait_and_remembered(world: World, client: Client) -> None:
    give_second_step(world.director)
    client.post(LOGIN, {"login": "director", "password": PASSWORD})
    for guess in range(5):
        client.post("/account/2fa/authenticate/", {"code": f"00000{guess}"})
    told = client.post("/account/2fa/authenticate/", {"code": "000009"}).content.decode()
    assert re.search(r"Спробуйте за [45]\sхвилин", told)
    assert set(FailedSignIn.objects.values_list("step", "account")) == {("code", world.director.pk)}


def test_a_slip_while_setting_a_phone_up_is_no_attempt_to_break_in(world: World, client: Client) -> None:
    client.force_login(world.consultant)
    asked = client.get("/account/2fa/totp/activate/")
    client.post(asked.headers["Location"], {"password": PASSWORD})
    client.get("/account/2fa/totp/activate/")
    assert "Код не той" in client.post("/account/2fa/totp/activate/", {"code": "1"}).content.decode()
    assert not FailedSignIn.objects.exists()


# --- What the office sees ------------------------------------------------------------------------------------


def test_the_office_sees_attempts_without_the_words_that_were_typed(world: World, client: Client) -> None:
    attempt("consultant")
    attempt("my-real-password", address="198.51.100.4")
    attempt("my-real-password", address="198.51.100.4")
    world.sign_in(client, "administrator")
    page = client.get("/office/staff/attempts/").content.decode()
    assert "Коваленко Наталя" in page
    assert "198.51.100.x" in page
    assert "my-real-password" not in page
    marks = re.findall(r"невідоме ім’я \((\w{6})\)", page)
    assert len(marks) == 2
    assert marks[0] == marks[1], "the same name is seen to be the same"
    assert "my-real-password" not in str(list(FailedSignIn.objects.values()))
    assert "<h3>Невдалі спроби</h3>" in client.get(f"/office/staff/{world.consultant.pk}/").content.decode()


def test_only_the_whole_systems_leaders_see_all_attempts(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    assert client.get("/office/staff/attempts/").status_code == 403
    assert "/office/staff/attempts/" not in client.get("/office/staff/").content.decode()


def test_a_right_password_leaves_no_trace(world: World) -> None:
    attempt("consultant", PASSWORD)
    assert not FailedSignIn.objects.exists()


def test_attempts_are_forgotten_in_time(world: World) -> None:
    attempt("consultant")
    kept = FailedSignIn.objects.get()
    assert attempts.forget_old(now=kept.at + timedelta(days=29)) == 0
    assert attempts.forget_old(now=kept.at + timedelta(days=31)) == 1
    attempt("consultant")
    preferences.set_value(declared=KEEP_FAILURES_DAYS, text="1", by="", now=world.now)
    FailedSignIn.objects.update(at=kept.at - timedelta(days=2))
    assert account_tasks.forget_failures.call() == 1
    assert not account_tasks.keep_forgetting_failures(), "the next turn is ordered already"


# --- Letting in again -----------------------------------------------------------------------------------------


def test_a_leader_lets_a_locked_out_colleague_in(world: World, client: Client) -> None:
    lock()
    world.sign_in(client, "head")
    where = f"/office/staff/{world.consultant.pk}/"
    assert "вхід закрито ще на" in client.get(where).content.decode()
    told = client.post(f"{where}free/", follow=True).content.decode()
    assert "Обмеження знято" in told
    assert "вхід закрито ще на" not in told
    assert attempt("consultant", PASSWORD, address="198.51.100.1").status_code == 302
    assert AccountEvent.objects.get().what == AccountEvent.What.FREED


def test_a_locked_second_step_is_freed_too(world: World, client: Client) -> None:
    secret = phone.generate_totp_secret()
    phone.TOTP.activate(world.consultant, secret)
    client.post(LOGIN, {"login": "consultant", "password": PASSWORD})
    for guess in range(5):
        client.post("/account/2fa/authenticate/", {"code": f"00000{guess}"})
    attempts.free(account=world.consultant, by=world.head, now=world.now)
    code = phone.format_hotp_value(phone.hotp_value(secret, next(iter(phone.yield_hotp_counters_from_time()))))
    assert client.post("/account/2fa/authenticate/", {"code": code}).headers["Location"] == "/desk/"


def test_who_may_not_help_does_not_and_nobody_frees_the_free(world: World) -> None:
    lock("director")
    with pytest.raises(NotAllowed):
        attempts.free(account=world.director, by=world.head, now=world.now)
    with pytest.raises(Conflict, match="вже немає"):
        attempts.free(account=world.consultant, by=world.head, now=world.now)
    with pytest.raises(NotAllowed, match="зникне саме"):
        attempts.free(account=world.head, by=world.head, now=world.now)


def test_the_server_lets_a_locked_out_administrator_in_at_once(world: World) -> None:
    from oseredok.library.people.staff.leaving import unlock

    lock("administrator")
    password = unlock(account=world.accounts["administrator"], now=world.now)
    assert attempt("administrator", password, address="198.51.100.1").status_code == 302


def test_a_leaver_is_refused_like_anybody(world: World) -> None:
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    assert "Ім’я для входу або пароль не той" in attempt("consultant", PASSWORD).content.decode()
