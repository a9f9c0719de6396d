"""Staff sign in by name or address; the page tells strangers nothing and tires whoever guesses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from oseredok.base.mail.models import Letter
from oseredok.library.people import actions
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import samples as sample_sign_ins
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": name, "password": password, **more})


@pytest.mark.parametrize("name", ["consultant", "CONSULTANT", " consultant "])
def test_a_consultant_comes_to_the_desk(world: World, client: Client, name: str) -> None:
    assert sign_in(client, name).headers["Location"] == "/desk/"


def test_an_administrator_comes_to_the_first_page_that_is_theirs(world: World, client: Client) -> None:
    assert sign_in(client, "administrator").headers["Location"].startswith("/office/")


def test_one_without_a_role_comes_to_the_own_page_and_reads_whom_to_ask(world: World, client: Client) -> None:
    answer = client.post(LOGIN, {"login": "stranger", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/people/me/"
    assert "Роль надає керівник центру" in answer.content.decode()


def test_the_address_works_as_the_name(world: World, client: Client) -> None:
    actions.correct_account(
        account=world.consultant, surname="Коваленко", given_name="Наталя", email="natalia@example.com", by=None
    )
    assert sign_in(client, "natalia@example.com").status_code == 302


def test_signing_in_leads_back_to_the_page_that_was_asked_for(world: World, client: Client) -> None:
    asked = client.get("/people/")
    assert asked.headers["Location"] == "/account/login/?next=/people/"
    assert sign_in(client, "consultant", next="/people/").headers["Location"] == "/people/"


def test_nobody_is_led_to_another_site(world: World, client: Client) -> None:
    assert sign_in(client, "consultant", next="https://evil.example/").headers["Location"] == "/desk/"


def test_a_wrong_password_and_a_wrong_name_look_the_same(world: World, client: Client) -> None:
    wrong_password = sign_in(client, "consultant", "not-this-one").content.decode()
    wrong_name = sign_in(client, "nobody", "not-this-one").content.decode()
    sentence = "Ім’я для входу або пароль не той"
    assert sentence in wrong_password
    assert sentence in wrong_name


def test_five_guesses_are_enough(world: World, client: Client) -> None:
    for _attempt in range(5):
        sign_in(client, "consultant", "guess")
    refused = sign_in(client, "consultant", PASSWORD)
    assert refused.status_code == 200
    assert "Забагато невдалих спроб" in refused.content.decode()
    assert sign_in(Client(), "head").status_code == 302, "a colleague at another desk is not shut out"


def test_one_who_left_does_not_come_in(world: World, client: Client) -> None:
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    answer = sign_in(client, "consultant")
    assert "_auth_user_id" not in client.session
    assert answer.status_code in (200, 302)


def test_nobody_signs_up(client: Client, db: None) -> None:
    for path in ("/account/signup/", "/account/email/", "/account/password/set/", "/account/3rdparty/"):
        assert client.get(path).status_code == 404


def test_signing_out_asks_first_and_ends_the_session(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


# --- The demo's doors -----------------------------------------------------------------------------------


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> None:
    door = sample_sign_ins.SampleSignIn(username="consultant", password=PASSWORD, who="Консультантка")
    monkeypatch.setattr(sample_sign_ins, "_providers", [lambda: [door]])


def test_the_demo_offers_its_doors(world: World, client: Client, doors: None, settings: Settings) -> None:
    settings.DEMO = True
    page = client.get(LOGIN).content.decode()
    assert "Консультантка" in page
    assert PASSWORD in page


def test_a_real_centre_offers_none(world: World, client: Client, doors: None, settings: Settings) -> None:
    settings.DEMO = False
    page = client.get(LOGIN).content.decode()
    assert "Консультантка" not in page
    assert PASSWORD not in page


# --- Passwords --------------------------------------------------------------------------------------------


def test_a_temporary_password_opens_only_the_page_where_it_is_changed(world: World, client: Client) -> None:
    password = actions.issue_password(account=world.consultant, by=world.head)
    sign_in(client, "consultant", password)
    for path in ("/people/", "/people/me/", "/account/2fa/"):
        assert client.get(path).headers["Location"] == "/account/password/change/"
    assert "тимчасовим паролем" in client.get("/account/password/change/").content.decode()
    new = "три слова поспіль"
    changed = client.post(
        "/account/password/change/", {"oldpassword": password, "password1": new, "password2": new}, follow=True
    )
    assert changed.redirect_chain[-1][0] == "/people/me/"
    assert client.get("/people/").status_code == 200
    assert sign_in(Client(), "consultant", new).status_code == 302


def test_a_weak_password_is_refused(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    for weak in ("short", "password123", "consultant1"):
        client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
        assert Account.objects.get(pk=world.consultant.pk).check_password(PASSWORD), weak


def test_without_mail_the_page_says_whom_to_ask(world: World, client: Client, settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = False
    Account.objects.filter(pk=world.consultant.pk).update(email="natalia@example.com")
    page = client.get("/account/password/reset/").content.decode()
    assert "попросіть їх" in page
    assert '<form method="post" action="/account/password/reset/"' not in page
    client.post("/account/password/reset/", {"email": "natalia@example.com"})
    assert not Letter.objects.exists()


def test_a_forgotten_password_is_changed_by_a_letter(
    world: World, client: Client, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_CONFIGURED = True
    Account.objects.filter(pk=world.consultant.pk).update(email="natalia@example.com")
    known = client.post("/account/password/reset/", {"email": "natalia@example.com"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.com"})
    assert known.headers["Location"] == unknown.headers["Location"], "the answer tells nothing about the address"
    letter = Letter.objects.get()
    assert letter.to == "natalia@example.com"
    assert not mail.outbox, "letters leave through the mail room only"
    link = re.search(r"http://testserver(/\S+)", letter.text)
    assert link is not None
    form = client.get(link[1])
    new = "інші три слова"
    done = client.post(form.headers["Location"], {"password1": new, "password2": new})
    assert done.status_code == 302
    assert sign_in(Client(), "consultant", new).status_code == 302
    assert "вже не діє" in Client().get(link[1]).content.decode()


# --- The second step ----------------------------------------------------------------------------------------


def test_the_second_step_is_asked_for_when_it_is_on(world: World, client: Client) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal import auth as totp

    sign_in(client, "consultant")
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/account/reauthenticate/"), "an open session is not enough"
    client.post(asked.headers["Location"], {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    done = client.post("/account/2fa/totp/activate/", {"code": code})
    assert done.headers["Location"] == "/account/2fa/recovery-codes/"
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    assert client.get("/account/2fa/").status_code == 200
    for path in ("totp/deactivate/", "recovery-codes/generate/", "reauthenticate/"):
        assert client.get(f"/account/2fa/{path}").status_code == 200, path
    assert client.get("/account/2fa/recovery-codes/download/").status_code == 403, "the codes were shown once"

    again = Client()
    assert sign_in(again, "consultant").headers["Location"].startswith("/account/2fa/authenticate/")
    assert again.get("/desk/").headers["Location"].startswith(LOGIN), "half signed in is not signed in"
    assert "Код не той" in again.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    spare = RecoveryCodes(world.consultant.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]  # type: ignore[attr-defined]
    assert again.post("/account/2fa/authenticate/", {"code": spare}).headers["Location"] == "/desk/"
