"""The secrets of the second step lie in the database sealed: by the server's own key they open, by another they do not."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as phone
from django.test import Client
from pytest_django import Settings

from oseredok.console.unlock import unlock
from oseredok.library.people.models import FailedSignIn
from oseredok.library.people.sign_in import health, sealing
from oseredok.library.people.staff import tasks
from tests.people.test_second_step import STEP, code_of, password_only
from tests.world import World, give_second_step

pytestmark = pytest.mark.django_db
OTHER = "the key of another computer, fifty signs or more of it, as Django would like"


def kept() -> str:
    return str(list(Authenticator.objects.values_list("data", flat=True)))


def test_neither_the_phones_secret_nor_the_seed_lies_in_the_open(world: World, client: Client) -> None:
    secret = give_second_step(world.director)
    codes = RecoveryCodes.activate(world.director)
    assert secret not in kept()
    assert sealing.unseal(codes.instance.data["seed"]) not in kept()
    assert kept().count(sealing.MARK) == 2
    assert password_only(client, "director").headers["Location"].startswith(STEP)
    assert client.post(STEP, {"code": code_of(secret)}).status_code == 302


def test_one_text_sealed_twice_looks_different(world: World) -> None:
    assert sealing.seal("JBSWY3DP") != sealing.seal("JBSWY3DP")
    assert sealing.unseal(sealing.seal("JBSWY3DP")) == "JBSWY3DP"


def test_with_another_key_the_right_code_is_refused_with_a_reason(
    world: World, client: Client, settings: Settings
) -> None:
    secret = give_second_step(world.director)
    spare = RecoveryCodes.activate(world.director).get_unused_codes()
    settings.SECRET_KEY = OTHER
    password_only(client, "director")
    for code in (code_of(secret), spare[0]):
        page = client.post(STEP, {"code": code}).content.decode()
        assert "на сервері інший секретний ключ" in page
    assert "_auth_user_id" not in client.session
    assert not FailedSignIn.objects.exists(), "nobody has guessed anything"


def test_an_empty_secret_never_opens_what_another_key_sealed(world: World, client: Client, settings: Settings) -> None:
    give_second_step(world.director)
    settings.SECRET_KEY = OTHER
    password_only(client, "director")
    client.post(STEP, {"code": code_of("")})
    assert "_auth_user_id" not in client.session


def test_a_former_key_named_in_the_settings_still_opens(world: World, client: Client, settings: Settings) -> None:
    secret = give_second_step(world.director)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = OTHER
    password_only(client, "director")
    assert client.post(STEP, {"code": code_of(secret)}).status_code == 302


def test_the_servers_command_lets_the_last_administrator_in_with_another_key(
    world: World, client: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    give_second_step(world.accounts["administrator"])
    settings.SECRET_KEY = OTHER
    unlock("administrator")
    password = capsys.readouterr().out.split("тимчасовий пароль")[1].split()[0]
    assert password_only(client, "administrator", password).headers["Location"] != STEP
    assert "_auth_user_id" in client.session
    assert client.get("/people/me/").headers["Location"] == "/account/password/change/"


def test_the_page_of_the_system_says_whose_codes_do_not_fit_and_what_to_do(world: World, settings: Settings) -> None:
    give_second_step(world.director)
    assert health.find_sealed_by_another_key(world.now) is None
    settings.SECRET_KEY = OTHER
    found = health.find_sealed_by_another_key(world.now)
    assert found is not None
    assert "Ольга\xa0Т." in found.sentence
    assert "oseredok unlock" in found.cure


def test_what_was_kept_before_there_was_a_seal_opens_and_is_sealed_by_night(world: World, client: Client) -> None:
    secret = phone.generate_totp_secret()
    Authenticator.objects.create(user=world.director, type=Authenticator.Type.TOTP, data={"secret": secret})
    Authenticator.objects.create(
        user=world.consultant, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "ab" * 40, "used_mask": 3}
    )
    tasks.forget_failures.call()
    assert secret not in kept()
    assert "ab" * 40 not in kept()
    codes = Authenticator.objects.get(user=world.consultant)
    assert codes.data["used_mask"] == 3
    password_only(client, "director")
    assert client.post(STEP, {"code": code_of(secret)}).status_code == 302
    assert sealing.seal_what_is_open() == 0
