"""Signing in through another system, against a real provider on this machine: only known people come in, by their mark."""

from __future__ import annotations

import json
import socket
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal import auth as phone
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from oseredok.base.core.errors import NotAllowed
from oseredok.library.people import actions
from oseredok.library.people.models import Account, AccountEvent, FailedSignIn
from oseredok.library.people.sign_in import openid
from oseredok.library.people.sign_in.openid_settings import openid_origins, openid_providers, provider_id
from tests.safety.test_production_profile import run
from tests.world import PASSWORD, World, give_second_step

# The provider runs in this process: what its own libraries say of each other is not about us.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")]
EMAIL = "natalia@example.com"
LOGIN = "/account/login/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the provider's own libraries
        from oidc_provider_mock import run_server_in_thread

        with run_server_in_thread() as server:
            yield f"http://localhost:{server.server_port}"


def use(settings: Settings, issuer: str) -> None:
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_NAME = issuer, "oseredok", "Пошта громади"
    settings.SOCIALACCOUNT_PROVIDERS = openid_providers(issuer, "oseredok", "secret", "Пошта громади")


@pytest.fixture
def on(settings: Settings, issuer: str, world: World) -> str:
    """Switch it on; the consultant's address is known."""
    use(settings, issuer)
    Account.objects.filter(pk=world.consultant.pk).update(email=EMAIL)
    return issuer


def there_is(issuer: str, sub: str, **claims: Any) -> None:
    requests.put(f"{issuer}/users/{sub}", json=claims, timeout=120).raise_for_status()


def leave_for(client: Client, issuer: str, **more: str) -> str:
    """Press «Увійти через …»; return where it leads."""
    answer = client.post(f"/account/with/{provider_id(issuer)}/", more)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def agree(address: str, sub: str, **form: str) -> str:
    """Sign in there; return the way back."""
    answer = requests.post(address, data={"sub": sub, **form}, allow_redirects=False, timeout=120)
    assert answer.status_code == 302
    back = urlsplit(answer.headers["Location"])
    assert back.netloc == "testserver"
    return f"{back.path}?{back.query}"


def come_in(client: Client, issuer: str, sub: str, **more: str) -> Any:
    return client.get(agree(leave_for(client, issuer, **more), sub))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# --- Off and on ------------------------------------------------------------------------------------------------


def test_it_is_off_until_the_environment_names_a_system(world: World, client: Client) -> None:
    assert "Увійти через" not in client.get(LOGIN).content.decode()
    assert client.post("/account/with/oidc/").status_code == 404
    assert client.get("/account/with/oidc/back/").status_code == 404
    assert openid_providers("", "", "", "") == {}
    assert openid_origins("") == []


def test_the_page_of_signing_in_offers_it_by_name(on: str, client: Client) -> None:
    page = client.get(LOGIN, {"next": "/people/"}).content.decode()
    assert "Увійти через «Пошта громади»" in page
    assert f'action="/account/with/{provider_id(on)}/"' in page
    assert client.get(f"/account/with/{provider_id(on)}/").status_code == 405, "a link from elsewhere starts nothing"


def test_another_issuer_inherits_no_links_and_the_policy_lets_the_form_go_there() -> None:
    assert provider_id("https://id.example") != provider_id("https://id2.example")
    assert openid_origins("https://id.example/realms/x") == ["https://id.example"]


def test_the_environment_switches_it_on(tmp_path: Path) -> None:
    code = (
        "import json; from oseredok import settings as s;"
        "print(json.dumps([s.SOCIALACCOUNT_PROVIDERS, s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']]))"
    )
    words = {"OIDC_ISSUER": "https://id.example/realms/x/", "OIDC_CLIENT_ID": "oseredok", "OIDC_CLIENT_SECRET": "s"}
    providers, form_action = json.loads(run(tmp_path, "-c", code, **words).stdout)
    (app,) = providers["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://id.example/realms/x"
    assert (app["client_id"], app["secret"], app["name"]) == ("oseredok", "s", "id.example")
    assert form_action == ["'self'", "https://id.example"]
    providers, form_action = json.loads(run(tmp_path, "-c", code).stdout)
    assert (providers, form_action) == ({}, ["'self'"])


# --- Who comes in ----------------------------------------------------------------------------------------------


def test_a_known_address_comes_in_and_stays_linked_by_its_mark(on: str, world: World, client: Client) -> None:
    there_is(on, "mark-1", email=EMAIL.upper(), email_verified=True, name="Хтось")
    assert come_in(client, on, "mark-1").headers["Location"] == "/desk/"
    assert is_in(client)
    link = SocialAccount.objects.get()
    assert (link.user, link.uid, link.extra_data) == (world.consultant, "mark-1", {})
    assert not SocialToken.objects.exists()
    there_is(on, "mark-1", email="new@example.com", email_verified=False)
    again = Client()
    come_in(again, on, "mark-1")
    assert is_in(again), "the mark decides, not the address"
    assert SocialAccount.objects.get().extra_data == {}


def test_it_leads_back_to_the_page_that_was_asked_for_and_nowhere_else(on: str, client: Client) -> None:
    there_is(on, "mark-2", email=EMAIL, email_verified=True)
    assert come_in(client, on, "mark-2", next="/people/").headers["Location"] == "/people/"
    for where in ("https://evil.example/", "//evil.example/"):
        assert come_in(Client(), on, "mark-2", next=where).headers["Location"] == "/desk/"


def test_the_second_step_is_still_asked_for(on: str, world: World, client: Client) -> None:
    Account.objects.filter(pk=world.director.pk).update(email="olha@example.com")
    there_is(on, "mark-3", email="olha@example.com", email_verified=True)
    come_in(client, on, "mark-3")
    assert client.get("/office/").headers["Location"] == "/account/2fa/", "without one nothing opens"
    secret = give_second_step(world.director)
    again = Client()
    assert come_in(again, on, "mark-3").headers["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(again)
    code = phone.format_hotp_value(phone.hotp_value(secret, next(iter(phone.yield_hotp_counters_from_time()))))
    again.post("/account/2fa/authenticate/", {"code": code})
    assert is_in(again)


# --- Who does not ----------------------------------------------------------------------------------------------


def test_an_unknown_person_is_told_whom_to_ask(on: str, client: Client) -> None:
    there_is(on, "mark-4", email="nobody@example.com", email_verified=True)
    answer = come_in(client, on, "mark-4")
    assert answer.status_code == 403
    assert "Облікового запису з такою адресою тут немає" in answer.content.decode()
    assert "nobody@example.com" not in answer.content.decode()
    assert not is_in(client)
    assert not Account.objects.filter(email="nobody@example.com").exists()
    assert FailedSignIn.objects.get().step == FailedSignIn.Step.PROVIDER


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 1, [], {"x": 1}])
def test_an_address_that_is_not_verified_takes_nobodys_account(on: str, client: Client, verified: Any) -> None:
    claims = {} if verified is None else {"email_verified": verified}
    there_is(on, "mark-5", email=EMAIL, **claims)
    answer = come_in(client, on, "mark-5")
    assert "не підтвердила вашої адреси" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_second_person_with_the_same_address_is_refused(on: str, client: Client) -> None:
    there_is(on, "mark-6", email=EMAIL, email_verified=True)
    there_is(on, "mark-7", email=EMAIL, email_verified=True)
    come_in(Client(), on, "mark-6")
    answer = come_in(client, on, "mark-7")
    assert "належить іншій людині" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("email", ["natalıa@example.com", "natalia@eⅹample.com", "nataliа@example.com", ""])
def test_letters_that_look_alike_are_another_address(on: str, client: Client, email: str) -> None:
    there_is(on, "mark-8", email=email, email_verified=True)
    assert come_in(client, on, "mark-8").status_code == 403
    assert not is_in(client)


def test_a_leaver_does_not_come_in(on: str, world: World, client: Client) -> None:
    there_is(on, "mark-9", email=EMAIL, email_verified=True)
    come_in(Client(), on, "mark-9")
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    assert come_in(client, on, "mark-9").status_code == 403
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_a_way_back_that_was_not_begun_here_is_refused(on: str, client: Client) -> None:
    there_is(on, "mark-10", email=EMAIL, email_verified=True)
    back = agree(leave_for(Client(), on), "mark-10")
    answer = client.get(back)
    assert answer.status_code == 403
    assert "розпочато в іншому вікні" in answer.content.decode()
    assert not is_in(client)


def test_the_way_back_works_once(on: str, client: Client) -> None:
    there_is(on, "mark-11", email=EMAIL, email_verified=True)
    back = agree(leave_for(client, on), "mark-11")
    client.get(back)
    client.post("/account/logout/")
    assert "розпочато в іншому вікні" in client.get(back).content.decode()
    assert not is_in(client)


def test_a_made_up_code_is_refused(on: str, client: Client) -> None:
    state = parse_qs(urlsplit(leave_for(client, on)).query)["state"][0]
    answer = client.get(f"/account/with/{provider_id(on)}/back/", {"code": "made-up", "state": state})
    assert answer.status_code in (403, 503)
    assert not is_in(client)


def test_saying_no_there_is_told_here(on: str, client: Client) -> None:
    answer = client.get(agree(leave_for(client, on), "mark-12", action="deny"))
    assert "Вхід скасовано" in answer.content.decode()


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_one_who_is_signed_in_cannot_tie_a_stranger_to_the_own_account(
    on: str, world: World, client: Client, process: str
) -> None:
    there_is(on, "mark-13", email="nobody@example.com", email_verified=True)
    client.force_login(world.accounts["methodist"])
    answer = client.post(
        f"/account/with/{provider_id(on)}/?process={process}", {"process": process, "next": "/people/me/"}
    )
    answer = client.get(agree(answer.headers["Location"], "mark-13"))
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_system_that_is_down_is_told_on_the_way_out(settings: Settings, world: World, client: Client) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        issuer = f"http://127.0.0.1:{closed.getsockname()[1]}"
    use(settings, issuer)
    answer = client.post(f"/account/with/{provider_id(issuer)}/")
    assert answer.status_code == 503
    assert "«Пошта громади» не відповідає" in answer.content.decode()
    assert client.post(LOGIN, {"login": "consultant", "password": PASSWORD}).status_code == 302


def test_two_answers_about_two_persons_are_refused() -> None:
    with pytest.raises(NotAllowed, match="двох різних людей"):
        openid._claims({"id_token": {"sub": "1"}, "userinfo": {"sub": "2", "email": EMAIL}})


# --- Untying ---------------------------------------------------------------------------------------------------


def test_a_leader_unties_an_account_and_the_next_sign_in_ties_it_anew(on: str, world: World, client: Client) -> None:
    there_is(on, "mark-14", email=EMAIL, email_verified=True)
    there_is(on, "mark-15", email=EMAIL, email_verified=True)
    come_in(Client(), on, "mark-14")
    world.sign_in(client, "head")
    where = f"/office/staff/{world.consultant.pk}/"
    assert "Входить через «Пошта громади»" in client.get(where).content.decode()
    assert "Від’єднано" in client.post(f"{where}unlink/", follow=True).content.decode()
    assert AccountEvent.objects.get().what == AccountEvent.What.UNLINKED
    come_in(Client(), on, "mark-15")
    assert SocialAccount.objects.get().uid == "mark-15"
    with pytest.raises(NotAllowed):
        openid.unlink_account(account=world.director, by=world.head, now=world.now)
