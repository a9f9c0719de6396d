"""The second step: who must have one opens nothing without it, nobody steps around it, and a lost phone is mended."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as phone
from django.test import Client
from pytest_django import Settings

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.base.mail.models import Letter
from oseredok.base.preferences import actions as preferences
from oseredok.console.problems import ConsoleError
from oseredok.console.unlock import unlock
from oseredok.library.people import actions
from oseredok.library.people.models import Account, AccountEvent, Role
from oseredok.library.people.sign_in import samples as sample_sign_ins
from oseredok.library.people.sign_in import second_step
from oseredok.library.people.staff.preferences import SECOND_STEP_FOR
from tests.world import PASSWORD, World, give_second_step

pytestmark = pytest.mark.django_db
LOGIN, STEP, SET_UP = "/account/login/", "/account/2fa/authenticate/", "/account/2fa/"


def password_only(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": name, "password": password})


def code_of(secret: str) -> str:
    return phone.format_hotp_value(phone.hotp_value(secret, next(iter(phone.yield_hotp_counters_from_time()))))


def confirm(client: Client, path: str) -> Any:
    """Open a page that asks for the password again, and answer."""
    asked = client.get(path)
    assert asked.headers["Location"].startswith("/account/reauthenticate/")
    client.post(asked.headers["Location"], {"password": PASSWORD})
    return client.get(path)


# --- Who must have one -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["director", "administrator"])
def test_a_password_alone_opens_nothing_to_those_who_may_do_everything(world: World, client: Client, who: str) -> None:
    password_only(client, who)
    for path in ("/people/me/", "/office/", "/office/staff/", "/office/staff/new/", "/account/2fa/webauthn/"):
        assert client.get(path).headers["Location"] == SET_UP, path
    assert "Увімкніть другий крок" in client.get(SET_UP).content.decode()


def test_sending_a_form_directly_changes_nothing(world: World, client: Client) -> None:
    password_only(client, "director")
    where = f"/office/staff/{world.consultant.pk}/"
    for path in ("off/", "password/", "second-step/", "sessions/"):
        assert client.post(where + path).headers["Location"] == SET_UP
    client.post("/people/place/", {"place": world.branch.pk})
    assert "place" not in client.session
    world.consultant.refresh_from_db()
    assert world.consultant.is_active
    assert not AccountEvent.objects.exists()
    asked = client.get("/people/me/", headers={"HX-Request": "true"})
    assert asked.headers["HX-Redirect"] == SET_UP


def test_a_consultant_is_not_asked_until_the_centre_asks_everybody(world: World, client: Client) -> None:
    password_only(client, "consultant")
    assert client.get("/people/").status_code == 200
    preferences.set_value(declared=SECOND_STEP_FOR, text="everybody", by="", now=world.now)
    assert client.get("/people/").headers["Location"] == SET_UP


def test_a_new_director_is_asked_from_the_moment_the_role_is_given(world: World, client: Client) -> None:
    password_only(client, "consultant")
    actions.give_role(account=world.consultant, role=Role.DIRECTOR, place=world.branch, by=None, now=world.now)
    assert client.get("/people/").headers["Location"] == SET_UP


def test_the_demo_asks_nobody_and_says_so(world: World, client: Client, settings: Settings) -> None:
    settings.DEMO = True
    password_only(client, "director")
    assert client.get("/people/me/").status_code == 200
    assert "У показовій бібліотеці другий крок не обов’язковий" in client.get(SET_UP).content.decode()


def test_the_phone_is_set_up_and_the_codes_are_shown_once(world: World, client: Client) -> None:
    password_only(client, "director")
    page = confirm(client, "/account/2fa/totp/activate/")
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert done.headers["Location"] == "/account/2fa/recovery-codes/"
    first = client.get("/account/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\d{8})</code>", first)
    assert len(codes) == 10
    assert f"data:text/plain;charset=utf-8,{codes[0]}%0A" in first, "a file without scripts"
    second = client.get("/account/2fa/recovery-codes/").content.decode()
    assert not any(code in second for code in codes)
    assert "лишилося: 10" in second
    assert client.get("/people/me/").status_code == 200


def test_the_only_second_step_of_a_director_is_not_switched_off(world: World, client: Client) -> None:
    secret = give_second_step(world.director)
    password_only(client, "director")
    client.post(STEP, {"code": code_of(secret)})
    confirm(client, "/account/2fa/totp/deactivate/")
    refused = client.post("/account/2fa/totp/deactivate/")
    assert "другий крок обов’язковий" in refused.content.decode()
    assert second_step.has_second_step(world.director)


def test_a_consultant_switches_it_off_at_will(world: World, client: Client) -> None:
    phone.TOTP.activate(world.consultant, phone.generate_totp_secret())
    client.force_login(world.consultant)
    confirm(client, "/account/2fa/totp/deactivate/")
    client.post("/account/2fa/totp/deactivate/")
    assert not second_step.has_second_step(world.consultant)


# --- Stepping around ---------------------------------------------------------------------------------------


def test_half_signed_in_is_not_signed_in(world: World, client: Client) -> None:
    give_second_step(world.director)
    assert password_only(client, "director").headers["Location"].startswith(STEP)
    assert "_auth_user_id" not in client.session
    for path in ("/people/me/", "/office/", SET_UP, "/account/2fa/totp/activate/", "/account/reauthenticate/"):
        assert client.get(path).headers["Location"].startswith(LOGIN), path


def test_the_same_code_works_once(world: World, client: Client) -> None:
    code = code_of(give_second_step(world.director))
    password_only(client, "director")
    assert client.post(STEP, {"code": code}).status_code == 302
    thief = Client()
    password_only(thief, "director")
    assert "Код не той" in thief.post(STEP, {"code": code}).content.decode()
    assert "_auth_user_id" not in thief.session


def test_a_spare_code_works_once_and_guessing_them_stops_after_five(world: World, client: Client) -> None:
    give_second_step(world.director)
    spare = RecoveryCodes.activate(world.director).get_unused_codes()
    password_only(client, "director")
    assert client.post(STEP, {"code": spare[0]}).status_code == 302
    thief = Client()
    password_only(thief, "director")
    for guess in (spare[0], "11111111", "22222222", "33333333", "44444444"):
        page = thief.post(STEP, {"code": guess}).content.decode()
        assert "Цей запасний код не діє" in page
        assert "годинник" not in page, "the phone has nothing to do with it"
    assert "Забагато" in thief.post(STEP, {"code": spare[1]}).content.decode(), "even the right one comes too late"


@pytest.mark.parametrize(
    "sent", ["[]", "1", "null", "{}", '{"id": 1, "rawId": "x", "response": []}', "\x00", "не json"]
)
def test_a_made_up_passkey_is_refused_politely(world: World, client: Client, sent: str) -> None:
    give_second_step(world.director)
    password_only(client, "director")
    answer = client.post(STEP, {"credential": sent})
    assert answer.status_code in (200, 400)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "where", ["//evil.example/", "https://evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_nobody_is_led_away_after_the_second_step(world: World, client: Client, where: str) -> None:
    code = code_of(give_second_step(world.director))
    client.post(LOGIN, {"login": "director", "password": PASSWORD, "next": where})
    done = client.post(f"{STEP}?next={where}", {"code": code, "next": where})
    assert re.match(r"/(desk|office)/", done.headers["Location"])


def test_a_session_known_before_signing_in_is_worth_nothing_after(world: World, client: Client) -> None:
    client.get(LOGIN)
    client.post(LOGIN, {"login": "consultant", "password": "wrong"})
    planted = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
    code = code_of(give_second_step(world.director))
    password_only(client, "director")
    half = client.cookies["sessionid"].value
    client.post(STEP, {"code": code})
    assert client.cookies["sessionid"].value not in (planted, half)
    thief = Client()
    thief.cookies["sessionid"] = half
    assert thief.get("/people/me/").status_code == 302


def test_a_letter_with_a_new_password_does_not_replace_the_second_step(
    world: World, client: Client, settings: Settings
) -> None:
    settings.EMAIL_CONFIGURED = True
    give_second_step(world.director)
    Account.objects.filter(pk=world.director.pk).update(email="olha@example.com")
    client.post("/account/password/reset/", {"email": "olha@example.com"})
    link = re.search(r"http://testserver(/\S+)", Letter.objects.get().text)
    assert link is not None
    form = client.get(link[1])
    new = "інші три слова"
    client.post(form.headers["Location"], {"password1": new, "password2": new})
    assert "_auth_user_id" not in client.session
    assert password_only(client, "director", new).headers["Location"].startswith(STEP)


_ANSWER = '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"%s","authenticatorData":"%s",'
_ANSWER += '"signature":"AA","userHandle":"%s"}}'
_FAR_OWNER = _ANSWER % ("AA", "AA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk")
_FIRST_OWNER = _ANSWER % ("eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0", "AA" * 40, "MQ")


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "[]",
        "1",
        "null",
        "{}",
        "\x00",
        "не json",
        '{"id": 1, "rawId": "x", "response": []}',
        _FAR_OWNER,
        _FIRST_OWNER,
    ],
)
def test_a_made_up_passkey_opens_no_door_and_is_refused_politely(world: World, client: Client, sent: str) -> None:
    client.get("/account/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = client.post("/account/2fa/webauthn/login/", {"credential": sent}, follow=True)
    assert answer.status_code in (200, 400)
    assert "_auth_user_id" not in client.session


def test_many_made_up_passkeys_are_told_to_wait(world: World, client: Client) -> None:
    for _ in range(10):
        client.post("/account/2fa/webauthn/login/", {"credential": "{}"})
    refused = client.post("/account/2fa/webauthn/login/", {"credential": "{}"})
    assert refused.status_code == 429
    assert "Спробуйте за" in refused.content.decode()


# --- A lost phone ------------------------------------------------------------------------------------------


def test_a_leader_takes_the_second_step_of_a_colleague_and_a_letter_tells_it(world: World, client: Client) -> None:
    Account.objects.filter(pk=world.consultant.pk).update(email="natalia@example.com")
    phone.TOTP.activate(world.consultant, phone.generate_totp_secret())
    RecoveryCodes.activate(world.consultant)
    open_session = Client()
    open_session.force_login(world.consultant)
    assert open_session.get("/people/").status_code == 200
    world.sign_in(client, "head")
    where = f"/office/staff/{world.consultant.pk}/"
    assert "Зняти другий крок" in client.get(where).content.decode()
    told = client.post(f"{where}second-step/", follow=True).content.decode()
    assert "Другий крок знято" in told
    assert "знято другий крок входу" in told, "the history says it"
    assert not Authenticator.objects.filter(user=world.consultant).exists()
    assert open_session.get("/people/").status_code == 302, "whoever found the phone may sit in a session"
    letter = Letter.objects.get()
    assert letter.to == "natalia@example.com"
    assert "Їжакевич Богдан" in letter.text
    event = AccountEvent.objects.get()
    assert (event.account, event.by) == (world.consultant, world.head)


def test_a_head_does_not_reset_the_director_nor_oneself_nor_a_colleague_elsewhere(world: World, client: Client) -> None:
    actions.give_role(account=world.accounts["stranger"], role=Role.HEAD, place=world.branch, by=None, now=world.now)
    for who in (world.director, world.head, world.consultant):
        phone.TOTP.activate(who, phone.generate_totp_secret())
    with pytest.raises(NotAllowed, match="директор або адміністратор"):
        actions.reset_second_step(account=world.director, by=world.head, now=world.now)
    with pytest.raises(NotAllowed, match="власній сторінці"):
        actions.reset_second_step(account=world.head, by=world.head, now=world.now)
    with pytest.raises(NotAllowed):
        actions.reset_second_step(account=world.consultant, by=world.accounts["stranger"], now=world.now)
    with pytest.raises(NotAllowed, match="керують"):
        actions.reset_second_step(account=world.head, by=world.consultant, now=world.now)
    world.sign_in(client, "head")
    client.post(f"/office/staff/{world.director.pk}/second-step/")
    client.post(f"/office/staff/{world.director.pk}/sessions/")
    assert second_step.has_second_step(world.director)
    assert not AccountEvent.objects.exists()


def test_there_must_be_something_to_take(world: World) -> None:
    with pytest.raises(Conflict, match="немає"):
        actions.reset_second_step(account=world.consultant, by=world.head, now=world.now)


def test_the_last_administrator_is_let_in_from_the_server(
    world: World, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    give_second_step(world.director)
    unlock(" DIRECTOR ")
    said = capsys.readouterr().out
    password = re.search(r"\b[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\b", said)
    assert password is not None
    assert "Другий крок знято" in said
    password_only(client, "director", password[0])
    assert client.get("/office/").headers["Location"] == "/account/password/change/"
    new = "три слова поспіль"
    client.post("/account/password/change/", {"oldpassword": password[0], "password1": new, "password2": new})
    assert client.get("/office/").headers["Location"] == SET_UP
    kept = list(AccountEvent.objects.order_by("pk").values_list("what", "by"))
    assert kept == [("unlocked", None), ("password_changed", world.director.pk)]


def test_the_server_says_who_is_there_and_lets_no_leaver_in(world: World) -> None:
    with pytest.raises(ConsoleError, match="administrator, branch"):
        unlock("nobody")
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    with pytest.raises(ConsoleError, match="закрито"):
        unlock("consultant")


# --- A demo served as a real centre --------------------------------------------------------------------------


def test_the_demos_passwords_open_nothing_in_a_real_centre(
    world: World, client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = sample_sign_ins.SampleSignIn(username="consultant", password=PASSWORD, who="Консультантка")
    monkeypatch.setattr(sample_sign_ins, "_providers", [lambda: [door]])
    settings.DEMO = False
    refused = password_only(client, "consultant")
    assert "Це пароль показової бібліотеки" in refused.content.decode()
    assert "_auth_user_id" not in client.session
    settings.DEMO = True
    assert password_only(client, "consultant").status_code == 302


def test_the_real_demo_registers_its_passwords(settings: Settings) -> None:
    from oseredok.demo.signins import SIGN_INS

    settings.DEMO = False
    assert all(sample_sign_ins.is_public(one.password) for one in SIGN_INS)
    assert not sample_sign_ins.is_public(PASSWORD)


def test_a_clock_that_was_turned_does_not_bring_an_old_code_back(world: World, client: Client) -> None:
    secret = give_second_step(world.director)
    code = code_of(secret)
    password_only(client, "director")
    with patch.object(phone.time, "time", return_value=phone.time.time() + 60):
        assert "Код не той" in client.post(STEP, {"code": code}).content.decode()
