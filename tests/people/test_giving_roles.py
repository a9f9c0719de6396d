"""Who may make accounts, give roles and take them; and what stays as history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people import actions, queries
from oseredok.library.people.models import Account, Role, RoleAssignment
from tests.world import World

pytestmark = pytest.mark.django_db


def role_of(account: Account) -> RoleAssignment:
    return queries.live_roles(account=account)[0]


def test_the_head_gives_working_roles_at_the_heads_own_library(world: World) -> None:
    stranger = world.accounts["stranger"]
    given = actions.give_role(account=stranger, role=Role.CONSULTANT, place=world.central, by=world.head, now=world.now)
    assert (given.given_by, given.given_at, given.taken_at) == (world.head, world.now, None)


@pytest.mark.parametrize("role", [Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_the_head_does_not_give_a_role_as_high_as_the_heads(world: World, role: Role) -> None:
    with pytest.raises(NotAllowed, match="директор або адміністратор"):
        actions.give_role(
            account=world.accounts["stranger"], role=role, place=world.central, by=world.head, now=world.now
        )


def test_the_head_gives_nothing_at_another_library_or_in_the_whole_system(world: World) -> None:
    for place in (world.branch, None):
        with pytest.raises(NotAllowed):
            actions.give_role(
                account=world.accounts["stranger"], role=Role.CONSULTANT, place=place, by=world.head, now=world.now
            )


@pytest.mark.parametrize("who", ["consultant", "branch_librarian", "cataloguer", "methodist", "stranger"])
def test_others_give_nothing(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.give_role(
            account=world.accounts["stranger"],
            role=Role.CONSULTANT,
            place=world.central,
            by=world.accounts[who],
            now=world.now,
        )


@pytest.mark.parametrize("who", ["director", "administrator"])
def test_the_director_and_the_administrator_give_every_role_everywhere(world: World, who: str) -> None:
    for place in (world.branch, None):
        actions.give_role(
            account=world.accounts["stranger"], role=Role.HEAD, place=place, by=world.accounts[who], now=world.now
        )
    assert len(queries.live_roles(account=world.accounts["stranger"])) == 2


def test_the_same_role_is_not_given_twice(world: World) -> None:
    for account, place in ((world.consultant, world.central), (world.accounts["methodist"], None)):
        role = Role(role_of(account).role)
        with pytest.raises(Conflict) as refused:
            actions.give_role(account=account, role=role, place=place, by=world.director, now=world.now)
        assert refused.value.code == "role_held"


def test_a_taken_role_stays_as_history_and_can_be_given_again(world: World) -> None:
    later = world.now + timedelta(days=30)
    actions.take_role(assignment=role_of(world.consultant), by=world.head, now=later)
    assert queries.live_roles(account=world.consultant) == []
    actions.give_role(account=world.consultant, role=Role.CONSULTANT, place=world.central, by=world.head, now=later)
    history = list(queries.role_history(account=world.consultant))
    assert [(one.given_at, one.taken_at, one.taken_by) for one in history] == [
        (later, None, None),
        (world.now, later, world.head),
    ]


def test_a_role_is_taken_once(world: World) -> None:
    assignment = role_of(world.consultant)
    actions.take_role(assignment=assignment, by=world.head, now=world.now)
    with pytest.raises(Conflict):
        actions.take_role(assignment=assignment, by=world.head, now=world.now)


def test_somebody_who_manages_roles_always_remains(world: World) -> None:
    director, administrator = world.director, world.accounts["administrator"]
    actions.take_role(assignment=role_of(administrator), by=director, now=world.now)
    with pytest.raises(NotAllowed, match="остання людина"):
        actions.take_role(assignment=role_of(director), by=director, now=world.now)
    with pytest.raises(NotAllowed):
        actions.deactivate_account(account=director, by=administrator, now=world.now)


def test_one_who_left_is_signed_out_and_loses_roles(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    assert client.get("/people/me/").status_code == 200
    actions.deactivate_account(account=world.consultant, by=world.head, now=world.now)
    assert client.get("/people/me/").status_code == 302
    assert queries.live_roles(account=world.consultant) == []
    with pytest.raises(Conflict):
        actions.give_role(
            account=Account.objects.get(pk=world.consultant.pk),
            role=Role.CONSULTANT,
            place=world.central,
            by=world.head,
            now=world.now,
        )


def test_the_head_cannot_take_over_the_directors_account(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.issue_password(account=world.director, by=world.head)
    with pytest.raises(NotAllowed):
        actions.deactivate_account(account=world.director, by=world.head, now=world.now)
    with pytest.raises(NotAllowed):
        actions.correct_account(
            account=world.director, surname="Ткаченко", given_name="Ольга", email="my@example.com", by=world.head
        )


def test_an_account_is_made_with_a_clear_name(world: World) -> None:
    def make(**details: str) -> Account:
        given = {"username": "n.boiko", "surname": "Бойко", "given_name": "Ніна", **details}
        return actions.create_account(**given, by=world.head, now=world.now)

    account = make(email="Nina@Example.com")
    assert (account.username, account.email, account.short_name) == ("n.boiko", "nina@example.com", "Ніна\u00a0Б.")
    assert not account.has_usable_password()
    for details, error, code in [
        ({"username": "N.Boiko"}, Conflict, "username_taken"),
        ({"username": "бойко"}, Invalid, "username_unclear"),
        ({"username": "x"}, Invalid, "username_unclear"),
        ({"username": "second", "email": "nina@example.com"}, Conflict, "email_taken"),
        ({"username": "second", "surname": " "}, Invalid, "no_surname"),
        ({"username": "second", "given_name": ""}, Invalid, "no_given_name"),
    ]:
        with pytest.raises(error) as refused:
            make(**details)
        assert refused.value.code == code


def test_a_consultant_makes_no_accounts(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.create_account(username="friend", surname="Друг", given_name="Мій", by=world.consultant, now=world.now)


def test_a_sign_in_name_is_suggested_that_nobody_has(world: World) -> None:
    assert queries.free_username(given_name="Ніна", surname="Бойко") == "n.boiko"
    actions.create_account(username="n.boiko", surname="Бойко", given_name="Ніна", by=None, now=world.now)
    assert queries.free_username(given_name="Назар", surname="Бойко") == "n.boiko2"
