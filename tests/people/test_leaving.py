"""«Звільнився»: everything that opened the account is gone, the work stays, and who is needed does not vanish."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as phone
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.library.people import actions, leaving, queries
from oseredok.library.people.models import Account, AccountEvent, Role
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import Entry
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db


def test_nothing_that_opened_the_account_opens_it_any_more(world: World, client: Client) -> None:
    visits.record_visit(place=world.central, staff=world.consultant, now=world.now, age_group="22_35")
    written = Entry.objects.filter(staff=world.consultant).count()
    phone.TOTP.activate(world.consultant, phone.generate_totp_secret())
    RecoveryCodes.activate(world.consultant)
    SocialAccount.objects.create(user=world.consultant, provider="oidc-x", uid="1")
    desk = Client()
    desk.force_login(world.consultant)
    assert desk.get("/people/me/").status_code == 200
    world.sign_in(client, "head")
    where = f"/office/staff/{world.consultant.pk}/off/"
    page = client.get(where).content.decode()
    assert "консультант" in page
    assert "Відкритих сеансів: 1." in page
    assert "Більше ні в кого тут цієї ролі немає" in page
    assert "Вхід через іншу систему" in page
    assert "закрито" in client.post(where, follow=True).content.decode()
    left = Account.objects.get(pk=world.consultant.pk)
    assert not left.is_active
    assert not left.has_usable_password()
    assert queries.live_roles(account=left) == []
    assert not Authenticator.objects.filter(user=left).exists()
    assert not SocialAccount.objects.filter(user=left).exists()
    assert desk.get("/people/me/").status_code == 302
    assert Entry.objects.filter(staff=left).count() == written > 0


def test_coming_back_gives_no_roles_no_sessions_and_no_password_back(world: World, client: Client) -> None:
    desk = Client()
    desk.force_login(world.consultant)
    desk.get("/people/me/")
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    world.sign_in(client, "head")
    client.post(f"/office/staff/{world.consultant.pk}/on/")
    back = Account.objects.get(pk=world.consultant.pk)
    assert back.is_active
    assert queries.live_roles(account=back) == []
    assert desk.get("/people/me/").status_code == 302, "an old session does not wake up"
    assert "не той" in Client().post("/account/login/", {"login": "consultant", "password": PASSWORD}).content.decode()
    password = actions.issue_password(account=back, by=world.head, now=world.now)
    assert Client().post("/account/login/", {"login": "consultant", "password": password}).status_code == 302
    events = AccountEvent.objects.filter(account=back).values_list("what", flat=True)
    assert sorted(events) == ["left", "password_issued", "restored"]


def test_the_page_says_why_a_head_does_not_close_the_director(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    where = f"/office/staff/{world.director.pk}/off/"
    page = client.get(where).content.decode()
    assert "надає і знімає директор або адміністратор" in page
    assert "Закрити обліковий запис" not in page
    client.post(where)
    world.director.refresh_from_db()
    assert world.director.is_active
    assert not AccountEvent.objects.exists()


def test_the_last_who_manages_roles_stays(world: World) -> None:
    administrator = world.accounts["administrator"]
    actions.deactivate_account(account=administrator, by=world.director, now=world.now)
    actions.give_role(account=world.head, role=Role.ADMINISTRATOR, place=world.central, by=None, now=world.now)
    holdings = leaving.holdings_of(account=world.director, by=world.head)
    assert not holdings.may_leave
    with pytest.raises(NotAllowed):
        actions.deactivate_account(account=world.director, by=world.head, now=world.now)
    with pytest.raises(NotAllowed, match="остання людина"):
        actions.deactivate_account(account=world.director, by=None, now=world.now)
    world.director.refresh_from_db()
    assert world.director.is_active
    assert queries.live_roles(account=world.director) != [], "nothing is half done"


def test_nobody_closes_oneself_nor_what_is_closed(world: World) -> None:
    with pytest.raises(NotAllowed, match="хтось інший"):
        actions.deactivate_account(account=world.head, by=world.head, now=world.now)
    assert leaving.holdings_of(account=world.head, by=world.head).refusal
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    with pytest.raises(Conflict, match="уже закрито"):
        actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    actions.restore_account(account=world.consultant, by=world.head, now=world.now)
    with pytest.raises(Conflict, match="і так відкрито"):
        actions.restore_account(account=world.consultant, by=world.head, now=world.now)


# --- Who gave which role to whom -----------------------------------------------------------------------------


def test_the_history_of_a_place_names_who_gave_what_to_whom(world: World, client: Client) -> None:
    stranger = world.accounts["stranger"]
    given = actions.give_role(account=stranger, role=Role.METHODIST, place=world.central, by=world.head, now=world.now)
    actions.take_role(assignment=given, by=world.director, now=world.now)
    changes = queries.role_changes(place=world.central)
    mine = [(one.given, one.by) for one in changes if one.assignment.account == stranger]
    assert mine == [(False, world.director), (True, world.head)]
    world.sign_in(client, "head")
    page = client.get("/office/staff/roles/").content.decode()
    assert "Безруко Марко" in page
    assert "Ткаченко Ольга" in page
    assert "Лимар" not in page, "another branch"


def test_a_head_sees_the_own_place_only(world: World, client: Client) -> None:
    world.sign_in(client, "head")
    for wanted in (str(world.branch.pk), "system", "x", "-1"):
        assert client.get("/office/staff/roles/", {"place": wanted}).context["place"] == world.central
    world.sign_in(client, "director")
    assert client.get("/office/staff/roles/", {"place": world.branch.pk}).context["place"] == world.branch
    assert client.get("/office/staff/roles/", {"place": "system"}).context["place"] is None
