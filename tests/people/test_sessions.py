"""Sessions: seen in plain words, ended one by one or everywhere, and none outlives its time or the person's leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.base.preferences import actions as preferences
from oseredok.library.people import actions
from oseredok.library.people.sign_in import networks, sessions, user_agent
from oseredok.library.people.staff.preferences import IDLE_MINUTES, SESSION_HOURS
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
)
ME = "/people/me/"


def signed_in(who: str, agent: str = FIREFOX, address: str = "192.0.2.17") -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    answer = client.post("/account/login/", {"login": who, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    moment = timezone.now() + timedelta(**by)
    monkeypatch.setattr("oseredok.library.people.middleware.timezone.now", lambda: moment)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (FIREFOX, "Firefox на Windows"),
        (PHONE, "Chrome на Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge на Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari на iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/130.0 Safari/537.36 OPR/114.0", "Opera на macOS"),
        ("curl/8.5", "невідома програма"),
        ("", "невідома програма"),
        ("<script>alert(1)</script>", "невідома програма"),
    ],
)
def test_a_browser_is_called_as_people_call_it(line: str, words: str) -> None:
    assert user_agent.words(line) == words


@pytest.mark.parametrize(
    ("address", "shown"),
    [("192.0.2.17", "192.0.2.x"), ("2001:db8:aa:bb::1", "2001:db8:aa::x"), ("::ffff:192.0.2.17", "192.0.2.x"), ("", ""), ("x", "")],
)  # fmt: skip
def test_an_address_is_shown_without_its_last_part(address: str, shown: str) -> None:
    assert networks.shortened(address) == shown


def test_the_own_page_lists_sessions_and_ends_one(world: World) -> None:
    here, phone = signed_in("consultant"), signed_in("consultant", PHONE, "198.51.100.4")
    page = here.get(ME).content.decode()
    assert "Firefox на Windows" in page
    assert "Chrome на Android" in page
    assert "198.51.100.x" in page
    assert "198.51.100.4" not in page
    assert page.index("цей пристрій") < page.index("Chrome на Android")
    other = next(one for one in here.get(ME).context["sessions"] if not one.is_here)
    assert (
        "Сеанс завершено" in here.post("/people/me/session/", {"session": other.number}, follow=True).content.decode()
    )
    assert not is_in(phone)
    assert is_in(here)


@pytest.mark.parametrize("sent", ["", "0", "-1", "x", "9" * 30, "\u0663"])
def test_what_is_not_a_session_of_mine_stays_open(world: World, sent: str) -> None:
    mine, theirs = signed_in("consultant"), signed_in("methodist")
    row = UserSession.objects.get(user=world.accounts["methodist"])
    for number in (sent, str(row.pk)):
        answer = mine.post("/people/me/session/", {"session": number}, follow=True)
        assert "уже завершено" in answer.content.decode()
    assert is_in(theirs)


def test_signing_out_everywhere_ends_this_one_too(world: World) -> None:
    here, phone = signed_in("consultant"), signed_in("consultant", PHONE)
    answer = here.post("/people/me/sessions/", follow=True)
    assert "Ви вийшли на всіх пристроях" in answer.content.decode()
    assert not is_in(here)
    assert not is_in(phone)
    assert sessions.sessions_of(account=world.consultant) == []


def test_a_new_password_ends_the_other_sessions(world: World) -> None:
    here, phone = signed_in("consultant"), signed_in("consultant", PHONE)
    new = "три слова поспіль"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(here)
    assert not is_in(phone)
    assert [one.is_here for one in here.get(ME).context["sessions"]] == [True]


def test_a_temporary_password_ends_them_all(world: World) -> None:
    here = signed_in("consultant")
    actions.issue_password(account=world.consultant, by=world.head, now=world.now)
    assert not is_in(here)
    assert not UserSession.objects.filter(user=world.consultant).exists()


def test_a_leader_signs_a_colleague_out_everywhere(world: World, client: Client) -> None:
    here = signed_in("consultant")
    world.sign_in(client, "head")
    where = f"/office/staff/{world.consultant.pk}/"
    assert "Відкритих сеансів: 1." in client.get(where).content.decode()
    told = client.post(f"{where}sessions/", follow=True).content.decode()
    assert "Усі сеанси завершено" in told
    assert "завершено всі сеанси" in told
    assert not is_in(here)


def test_a_head_ends_no_session_of_the_director_nor_of_another_branch(world: World) -> None:
    for account, by in ((world.director, world.head), (world.accounts["branch_librarian"], world.head)):
        with pytest.raises(NotAllowed):
            actions.end_sessions(account=account, by=by, now=world.now)
    with pytest.raises(NotAllowed, match="власній сторінці"):
        actions.end_sessions(account=world.head, by=world.head, now=world.now)


def test_a_session_ends_after_its_hours_even_while_it_works(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = signed_in("consultant")
    for hours in range(1, 12):
        later(monkeypatch, hours=1)
        assert is_in(here), hours
        monkeypatch.undo()
        session = here.session
        session[sessions.BEGAN] -= 3600
        session.save()
    later(monkeypatch, hours=1, minutes=1)
    ended = here.get(ME, follow=True)
    assert "Час вашого входу минув" in ended.content.decode()
    assert "_auth_user_id" not in here.session


def test_an_idle_session_ends_and_a_busy_one_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences.set_value(declared=IDLE_MINUTES, text="30", by="", now=world.now)
    here = signed_in("consultant")
    later(monkeypatch, minutes=29)
    assert is_in(here)
    monkeypatch.undo()
    later(monkeypatch, minutes=58)
    assert is_in(here), "the 29th minute was seen"
    monkeypatch.undo()
    later(monkeypatch, minutes=89)
    assert not is_in(here)


def test_a_shorter_term_holds_for_sessions_that_are_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = signed_in("consultant")
    preferences.set_value(declared=SESSION_HOURS, text="1", by="", now=world.now)
    later(monkeypatch, minutes=61)
    assert not is_in(here)


def test_a_form_sent_after_the_time_is_not_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = signed_in("head")
    later(monkeypatch, hours=13)
    answer: Any = here.post(f"/office/staff/{world.consultant.pk}/off/")
    assert answer.headers["Location"] == "/account/login/"
    world.consultant.refresh_from_db()
    assert world.consultant.is_active


def test_ending_what_is_ended_is_said(world: World) -> None:
    with pytest.raises(Conflict, match="уже завершено"):
        sessions.end_one(account=world.consultant, number=1)
