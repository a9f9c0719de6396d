"""One walk over every address × every role: what is declared is what happens, and nothing is open by accident."""

from __future__ import annotations

import logging
import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from oseredok.library.people.access import EVERYONE, MACHINE, READER, SIGNED_IN, THIRD_PARTY
from oseredok.library.people.duty import duty_of
from oseredok.urls import urlpatterns as site
from tests.safety.pages import ANSWERS, SAMPLES, Address, Things, addresses, make_things, whole
from tests.world import STAFF, World, come_in, give_second_step

pytestmark = pytest.mark.django_db

# Who may open what does not depend on the database; that the pages open on PostgreSQL too, two walks show.
EVERYBODY = [
    who if who in ("reader", "director") else pytest.param(who, marks=pytest.mark.one_database)
    for who in ("guest", "reader", *STAFF)
]
LOGIN = "/account/login/"
READER_LOGIN = "/my/sign-in/"


@pytest.fixture
def things(world: World) -> Things:
    return make_things(world)


def test_every_address_declares_whom_it_is_for() -> None:
    undeclared = [address.name for address in addresses() if address.audience is None]
    assert undeclared == [], "decorate the view, or name a package's page in people.access.THIRD_PARTY"


def test_every_address_with_parameters_has_a_sample() -> None:
    missing = [one.name for one in addresses() if one.has_parameters and one.name not in SAMPLES]
    assert missing == [], "add them to tests/safety/pages.py"


def test_no_sample_and_no_exception_outlives_its_address() -> None:
    known = {address.name for address in addresses()}
    assert {*SAMPLES, *ANSWERS} - known == set()
    assert set(THIRD_PARTY) - known - {"set_language"} == set()


def test_only_machines_are_not_asked_for_the_csrf_token() -> None:
    exempt = [one.name for one in addresses() if getattr(one.view, "csrf_exempt", False)]
    protocols = [one.name for one in addresses() if getattr(one.view, "reads_only", False)]
    machines = [one.name for one in addresses() if one.audience == MACHINE]
    assert machines == ["radius:authorize", "radius:accounting", "front:stop_saved_search"], (
        "name a new machine here, beside a test of its key"
    )
    assert all(name.startswith("programs:") for name in protocols), "only what other programs read"
    assert sorted(exempt) == sorted(machines + protocols)


def test_what_answers_by_a_public_protocol_changes_nothing(things: Things) -> None:
    protocols = [one for one in addresses() if getattr(one.view, "reads_only", False)]
    told = {"programs:oai": {"verb": "ListSets"}, "programs:sru": {"query": "а"}}
    client = Client()
    for address in protocols:
        for send in (client.get, client.post):
            with CaptureQueriesContext(connection) as asked:
                send(address.path(things), told.get(address.name, {}))
            assert not [one["sql"] for one in asked if not one["sql"].startswith("SELECT")], address.name


def test_no_cookie_and_no_role_opens_what_is_for_machines(things: Things) -> None:
    machines = [one for one in addresses() if one.audience == MACHINE]
    for who in ("guest", "reader", *STAFF):
        client = Client()
        if who == "reader":
            come_in(client, things.world.taras, now=timezone.now())
        elif who != "guest":
            things.world.sign_in(client, who)
        for address in machines:
            for answer in (client.get(address.path(things)), client.post(address.path(things))):
                assert answer.status_code in (401, 429), f"{who} at {address.name}"
                assert answer.content == b""


def _expected(address: Address, who: str, things: Things) -> str:
    audience = address.audience
    if audience == EVERYONE:
        return "open"
    if audience == MACHINE:
        return "refused"
    if audience == READER:
        return "open" if who == "reader" else "come in"
    if who in ("guest", "reader"):
        return "sign in"
    if audience == SIGNED_IN:
        return "open"
    duty = duty_of(account=things.world.accounts[who], session={})  # type: ignore[arg-type]
    return "open" if duty is not None and not duty.roles.isdisjoint(audience or ()) else "refused"


_OF_SIGNING_IN = ("mfa_authenticate", "mfa_login_webauthn")
_DOORS = ("cabinet:choose", "cabinet:enter_code", "cabinet:sign_")


def _got(address: Address, response: Any, *, far: bool) -> str:
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith(LOGIN) and address.name not in _OF_SIGNING_IN:
        return "sign in"
    if response.status_code == 302 and location.startswith(READER_LOGIN) and not address.name.startswith(_DOORS):
        return "come in"
    if response.status_code == 403 or (address.audience == MACHINE and response.status_code in (401, 429)):
        return "refused"
    if response.status_code == 405 and "GET" not in response.headers["Allow"]:
        return "open"
    allowed = ANSWERS.get(address.name, {200}) | ({404} if far and address.has_parameters else set())
    return "open" if response.status_code in allowed else f"{response.status_code} {location}"


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_role_opens_exactly_what_is_declared(things: Things, who: str) -> None:
    wrong = []
    for address in addresses():
        if address.audience == EVERYONE and who not in ("guest", "reader", "stranger", "director"):
            continue  # public pages do not ask who looks; four are enough
        client = Client()
        far = False
        if who == "reader":
            come_in(client, things.world.taras, now=timezone.now())
        elif who != "guest":
            account = things.world.sign_in(client, who)
            duty = duty_of(account=account, session=client.session)
            far = duty is None or duty.place != things.world.central
        expected = _expected(address, who, things)
        got = _got(address, whole(client.get(address.path(things))), far=far)
        if got != expected:
            wrong.append(f"{address.name}: {expected} by its declaration, but {got}")
        if expected != "open":
            sent = whole(client.post(address.path(things)))
            refused = _got(address, sent, far=far) == "refused" if expected == "refused" else sent.status_code == 302
            if not refused:
                wrong.append(f"POST {address.name}: {expected} by its declaration, but {sent.status_code}")
    assert wrong == []


@pytest.mark.one_database
def test_nothing_is_accepted_without_the_csrf_token(things: Things, caplog: pytest.LogCaptureFixture) -> None:
    accepted = []
    for address in addresses():
        if address.audience == MACHINE or getattr(address.view, "reads_only", False):
            continue  # they have no session to be misused, or change nothing: the tests above
        for who in ("guest", "reader", "director"):
            client = Client(enforce_csrf_checks=True)
            if who == "reader":
                come_in(client, things.world.taras, now=timezone.now())
            elif who == "director":
                client.force_login(things.world.director)
            caplog.clear()
            with caplog.at_level(logging.WARNING, logger="django.security.csrf"):
                client.post(address.path(things))
            if not any(record.name == "django.security.csrf" for record in caplog.records):
                accepted.append(f"{address.name} as {who}")
    assert accepted == []


# --- What pages carry ---------------------------------------------------------------------------------------

_INLINE = {
    # Data for search engines is never run: the policy lets it be, and a test of the catalogue looks into it.
    "a script": re.compile(r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json">)', re.IGNORECASE),
    "a style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]+\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript address": re.compile(r"""(?:href|action)\s*=\s*["']\s*javascript:""", re.IGNORECASE),
}
_LINKS = re.compile(r"""\s(?:href|action|src|hx-get|hx-post)\s*=\s*["']([^"']*)["']""")
_GET_FORM = re.compile(r"""<form(?![^>]*method="post")[^>]*>.*?</form>""", re.IGNORECASE | re.DOTALL)
_FREE_TEXT = re.compile(r"""<textarea|<input(?![^>]*type="(?:hidden|radio|checkbox|date|time|number|submit)")""")


@pytest.fixture
def opened(things: Things) -> dict[str, Any]:
    """Every page that answers 200 to the director, to a reader or, failing that, to a guest."""
    found: dict[str, Any] = {}
    reader = Client()
    come_in(reader, things.world.taras, now=timezone.now())
    director = Client()
    things.world.sign_in(director, "director", place=things.world.central)
    for address in addresses():
        client = reader if address.audience == READER else director
        response = whole(client.get(address.path(things)))
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found[address.name] = response
    found["a guest's sign-in"] = Client().get(LOGIN)
    assert len(found) > 40, "the walk has lost its way"
    return found


def test_every_page_carries_the_strict_policy_and_nothing_inline(opened: dict[str, Any]) -> None:
    wrong = []
    for name, response in opened.items():
        policy = response.headers.get("Content-Security-Policy", "")
        framed = "'self'" if name == "front:work_embed" else "'none'"  # made to stand on sites that the library names
        needed = ("default-src 'none'", "script-src 'self'", "style-src 'self'", f"frame-ancestors {framed}")
        wrong += [f"{name}: no {one}" for one in needed if one not in policy]
        if "unsafe" in policy:
            wrong.append(f"{name}: {policy}")
        text = response.content.decode()
        wrong += [f"{name}: {what} in the page" for what, pattern in _INLINE.items() if pattern.search(text)]
        old = {} if framed == "'self'" else {"X-Frame-Options": "DENY"}  # it knows no list of sites
        for header, value in {**old, "X-Content-Type-Options": "nosniff"}.items():
            if response.headers.get(header) != value:
                wrong.append(f"{name}: no {header}")
    assert wrong == []


def test_no_address_on_any_page_names_a_person(opened: dict[str, Any], things: Things) -> None:
    taras = things.world.taras
    personal = [taras.surname, taras.given_name, taras.patronymic, taras.phone, taras.email, taras.card_number]
    wrong = []
    for name, response in opened.items():
        for link in _LINKS.findall(response.content.decode()):
            if link.startswith(("tel:", "mailto:")):
                continue
            wrong += [f"{name}: {link}" for one in personal if one and one in unquote(link)]
    assert wrong == []


def test_staff_never_type_words_into_an_address(opened: dict[str, Any]) -> None:
    """A form sent by GET puts what was typed into the address, the history and every log on the way."""
    wrong = []
    for name, response in opened.items():
        if name.split(":")[0] not in ("desk", "people", "office", "events", "newsroom", "pages"):
            continue
        forms = _GET_FORM.findall(response.content.decode())
        wrong += [f"{name}: {form[:120]}" for form in forms if _FREE_TEXT.search(form)]
    assert wrong == []


def test_looking_for_a_reader_leaves_no_trace_in_logs(things: Things, caplog: pytest.LogCaptureFixture) -> None:
    client = Client()
    things.world.sign_in(client, "consultant")
    with caplog.at_level(logging.DEBUG):
        found = client.post("/people/", {"text": "Шевченко 067 123-45-67"})
        client.post("/people/", {"text": ""})
        client.get(f"/people/{things.world.taras.public_id}/")
    assert "Шевченко" in found.content.decode()
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    for personal in ("Шевченко", "Тарас", "123-45-67", "671234567", things.world.taras.card_number):
        assert personal not in logged


# --- The gate itself -----------------------------------------------------------------------------------------


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


urlpatterns = [path("forgotten/", forgotten), *site]


@override_settings(ROOT_URLCONF="tests.safety.test_every_page")
@pytest.mark.parametrize("who", ["guest", "director", "administrator"])
def test_a_page_without_a_declaration_is_refused_and_the_log_names_it(
    world: World, client: Client, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    if who != "guest":
        world.sign_in(client, who)
    answer = client.get("/forgotten/")
    assert answer.status_code == 403
    assert "secret" not in answer.content.decode()
    assert "tests.safety.test_every_page.forgotten declares no audience" in caplog.text


def test_a_refusal_says_who_may_and_who_gives_the_right(world: World, client: Client) -> None:
    world.sign_in(client, "methodist")
    text = client.get("/people/").content.decode()
    assert "консультант, бібліотекар філії, керівник центру, директор" in text
    assert "Ваша роль тут (Центральна): методист." in text
    assert "Роль надає керівник центру, директор або адміністратор системи." in text


def test_a_guest_is_asked_to_sign_in_and_comes_back(world: World, client: Client) -> None:
    assert client.get("/office/entries/?kinds=visit").headers["Location"] == (
        "/account/login/?next=/office/entries/%3Fkinds%3Dvisit"
    )
    assert client.post("/people/").headers["Location"] == LOGIN, "what was being sent is not sent again"
    assert client.get("/people/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == LOGIN


def test_a_role_at_one_library_opens_nothing_at_another(world: World, client: Client) -> None:
    world.sign_in(client, "branch_consultant")
    client.post("/people/place/", {"place": world.central.pk})
    duty = client.get("/people/").wsgi_request.duty  # type: ignore[attr-defined]
    assert duty.place == world.branch
    assert [place.pk for place in duty.places] == [world.branch.pk]


def test_a_system_wide_role_works_everywhere_and_remembers_where(world: World, client: Client) -> None:
    world.sign_in(client, "director")
    assert client.get("/people/me/").wsgi_request.duty.place == world.central  # type: ignore[attr-defined]
    moved = client.post("/people/place/", {"place": world.second_branch.pk, "next": "/people/"})
    assert moved.headers["Location"] == "/people/"
    duty = client.get("/people/").wsgi_request.duty  # type: ignore[attr-defined]
    assert (duty.place, len(duty.places)) == (world.second_branch, 3)
    assert client.post("/people/place/", {"place": "x", "next": "//evil.example"}).headers["Location"] == "/people/me/"


def test_a_place_lost_meanwhile_is_left(world: World, client: Client) -> None:
    from oseredok.library.people import actions, queries

    world.sign_in(client, "branch_consultant")
    (role,) = queries.live_roles(account=world.accounts["branch_consultant"])
    assert client.get("/people/").status_code == 200
    actions.take_role(assignment=role, by=world.director, now=world.now)
    assert client.get("/people/").status_code == 403


def test_an_empty_system_refuses_politely(db: None, client: Client) -> None:
    from django.utils import timezone

    from oseredok.library.people import actions
    from oseredok.library.people.models import Role

    account = actions.create_account(
        username="first", surname="Перша", given_name="Людина", password="lamp-over-book", by=None, now=timezone.now()
    )
    actions.give_role(account=account, role=Role.DIRECTOR, place=None, by=None, now=timezone.now())
    give_second_step(account)
    client.force_login(account)
    answer = client.get("/people/")
    assert answer.status_code == 403
    assert "немає жодної бібліотеки" in answer.content.decode()
    assert client.get("/people/me/").status_code == 200
