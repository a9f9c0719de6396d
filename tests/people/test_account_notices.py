"""Whoever changes the way into an account, its owner hears of it by a letter."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as phone
from django.test import Client
from pytest_django import Settings

from oseredok.base.mail.models import Letter
from oseredok.library.people.models import Account
from oseredok.library.people.sign_in import notices
from tests.people.test_second_step import code_of, confirm
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
NEW = "інші три слова"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def natalia(world: World, client: Client) -> Account:
    """A consultant with an address, signed in at her own computer."""
    Account.objects.filter(pk=world.consultant.pk).update(email="natalia@example.com")
    client.defaults |= {"HTTP_USER_AGENT": FIREFOX, "REMOTE_ADDR": "192.0.2.17"}
    client.force_login(world.consultant)
    return world.consultant


def told() -> Letter:
    return Letter.objects.get(template="account_notice")


def test_a_changed_password_is_told_with_when_and_from_where(natalia: Account, client: Client) -> None:
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    letter = told()
    assert (letter.to, letter.subject) == ("natalia@example.com", "Пароль змінено")
    assert "consultant" in letter.text
    assert "Firefox на Windows" in letter.text
    assert "мережа 192.0.2.x" in letter.text
    assert "192.0.2.17" not in letter.text + letter.html
    assert NEW not in letter.text + letter.html
    assert letter.about_app == "people"
    assert "змінено пароль (ви)" in client.get("/people/me/").content.decode()


def test_a_refused_change_is_not_told(natalia: Account, client: Client) -> None:
    client.post("/account/password/change/", {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    assert not Letter.objects.exists()


def test_a_password_chosen_by_a_letter_is_told_too(natalia: Account, settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = True
    guest: Any = Client()
    guest.post("/account/password/reset/", {"email": "natalia@example.com"})
    link = re.search(r"http://testserver(/\S+)", Letter.objects.get(template="password_reset").text)
    assert link is not None
    form = guest.get(link[1])
    guest.post(form.headers["Location"], {"password1": NEW, "password2": NEW})
    assert told().subject == "Пароль змінено за листом"


def test_a_phone_added_and_a_phone_removed_are_told(
    natalia: Account, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = confirm(client, "/account/2fa/totp/activate/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    subjects = set(Letter.objects.values_list("subject", flat=True))
    assert subjects == {"Застосунок на телефоні додано як другий крок входу"}
    client.post("/account/2fa/totp/deactivate/")
    assert "Застосунок на телефоні більше не підтверджує вхід" in set(Letter.objects.values_list("subject", flat=True))


def test_new_spare_codes_are_told_and_never_written(
    natalia: Account, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    phone.TOTP.activate(natalia, phone.generate_totp_secret())
    confirm(client, "/account/2fa/recovery-codes/generate/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/2fa/recovery-codes/generate/")
    letter = told()
    assert letter.subject == "Зроблено нові запасні коди"
    assert not re.search(r"\b\d{8}\b", letter.text)
    assert "зроблено нові запасні коди (ви)" in client.get("/people/me/").content.decode()


def test_who_has_no_address_is_written_nothing(world: World, client: Client) -> None:
    client.force_login(world.consultant)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert not Letter.objects.exists()
    assert "змінено пароль (ви)" in client.get("/people/me/").content.decode(), "the history knows it all the same"


def test_every_notice_of_allauth_that_can_happen_here_has_its_words() -> None:
    from pathlib import Path

    import allauth

    root = Path(allauth.__file__).parent
    rooms = [root / "mfa", root / "account" / "internal" / "flows"]
    sources = [path.read_text("utf-8") for room in rooms for path in sorted(room.rglob("*.py"))]
    named = {name for text in sources for name in re.findall(r'"((?:mfa|account)/email/\w+)"', text)}
    # Staff neither sign up nor keep addresses of their own here, and sign in by no codes of letters.
    not_ours = {name for name in named if re.search(r"email_|login_code|signup|unknown_account|password_reset_", name)}
    assert named - not_ours == set(notices.EVENTS)
