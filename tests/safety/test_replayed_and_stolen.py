"""Forms sent again at another stage, sessions begun before the rights grew, doors of those who left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from oseredok.base.core.errors import Conflict
from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader, Role
from oseredok.library.people.queries import live_roles
from oseredok.library.places.models import Library
from oseredok.management.closing import actions, data_actions, end_actions
from oseredok.management.closing.models import Closing, State
from tests.closing.cases import closed, prepare, ready
from tests.people.test_second_step import code_of, confirm
from tests.world import DAY, PASSWORD, World

pytestmark = pytest.mark.django_db(transaction=True)


# --- A session begun before ----------------------------------------------------------------------------------


def with_password(who: str) -> Client:
    client = Client()
    assert client.post("/account/login/", {"login": who, "password": PASSWORD}).status_code == 302
    return client


def test_a_session_begun_by_the_password_alone_ends_when_the_second_step_comes(world: World) -> None:
    stolen, own = with_password("consultant"), with_password("consultant")
    page = confirm(own, "/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert own.post("/account/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    people.give_role(account=world.consultant, role=Role.DIRECTOR, place=None, by=world.director, now=world.now)
    assert own.get("/office/").status_code == 200
    assert stolen.get("/office/").headers["Location"].startswith("/account/login/")


def test_a_session_of_somebody_raised_to_director_sets_a_second_step_up_only_with_the_password(world: World) -> None:
    stolen = with_password("consultant")
    people.give_role(account=world.consultant, role=Role.DIRECTOR, place=None, by=world.director, now=world.now)
    for page in ("/office/", "/office/staff/", "/office/backups/", "/people/me/"):
        assert stolen.get(page).headers["Location"] == "/account/2fa/"
    for way in ("totp/activate/", "webauthn/add/"):
        assert stolen.get(f"/account/2fa/{way}").headers["Location"].startswith("/account/reauthenticate/")
        assert stolen.post(f"/account/2fa/{way}", {"code": "000000"}).headers["Location"].startswith("/account/reauth")


def test_a_role_that_was_taken_opens_nothing_in_an_open_session(world: World) -> None:
    stolen = with_password("head")
    assert stolen.get("/office/").status_code == 200
    people.take_role(assignment=live_roles(account=world.head)[0], by=world.director, now=world.now)
    assert stolen.get("/office/").status_code == 403
    assert stolen.post("/office/staff/new/", {"surname": "Зайда", "given_name": "Зоя"}).status_code == 403
    assert stolen.post("/desk/visit/", {"age_group": "60p"}).status_code == 403


def test_a_leaver_s_passkey_is_gone_and_stays_gone_when_they_come_back(world: World) -> None:
    key = Authenticator.objects.create(user=world.consultant, type=Authenticator.Type.WEBAUTHN, data={"name": "ключ"})
    people.deactivate_account(account=world.consultant, by=world.director, now=world.now)
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    people.restore_account(account=world.consultant, by=world.director, now=world.now)
    assert not Authenticator.objects.filter(user=world.consultant).exists()
    assert world.consultant.role_assignments.filter(taken_at__isnull=True).count() == 0


# --- A closing's forms sent again ----------------------------------------------------------------------------

Stage = Callable[[World], Closing]


def cancelled(world: World) -> Closing:
    return actions.cancel(closing=ready(world, world.branch), by=world.director, now=world.now)


def reopened(world: World) -> Closing:
    return end_actions.reopen(closing=closed(world, world.branch), by=world.director, now=world.now)


def erased(world: World) -> Closing:
    closing = closed(world, world.branch)
    data_actions.erase(closing=closing, by=world.director, now=world.now)
    closing.refresh_from_db()
    return closing


def verbs(world: World, closing: Closing) -> dict[str, Callable[[], Any]]:
    """Every verb of a closing, as a tab that was open at its stage sends it."""
    told: dict[str, Any] = {"closing": closing, "by": world.director, "now": world.now}
    return {
        "move_day": lambda: actions.move_day(planned_on=DAY, **told),
        "cancel": lambda: actions.cancel(**told),
        "export": lambda: actions.make_export(closing=closing, now=world.now),
        "decide": lambda: data_actions.decide(way="erase", ground="п. 3", **told),
        "seal_anew": lambda: data_actions.seal_anew(closing=closing, by=world.director),
        "make_sealed": lambda: data_actions.make_sealed(closing=closing, now=world.now),
        "hand": lambda: data_actions.record_handing(handed_on=DAY, handed_to="Бойко", **told),
        "close": lambda: end_actions.close(instead=world.central, instead_words="", **told),
        "erase": lambda: data_actions.erase(**told),
        "reopen": lambda: end_actions.reopen(**told),
    }


@pytest.mark.parametrize(
    ("stage", "goes"),
    [
        (lambda world: prepare(world, world.branch), {"move_day", "cancel", "export", "decide"}),
        (cancelled, set()),
        (reopened, set()),
        (erased, {"export"}),
    ],
    ids=["prepared", "cancelled", "reopened", "erased"],
)
def test_a_verb_of_another_stage_changes_nothing(world: World, stage: Stage, goes: set[str]) -> None:
    closing = stage(world)
    readers = set(Reader.objects.filter(erased_on__isnull=True).values_list("pk", flat=True))
    doors = list(Library.objects.order_by("pk").values_list("pk", "closed_on"))
    state = Closing.objects.get(pk=closing.pk).state
    for name, verb in verbs(world, closing).items():
        if name in goes:
            continue
        with pytest.raises(Conflict):
            verb()
        assert Closing.objects.get(pk=closing.pk).state == state, name
    assert set(Reader.objects.filter(erased_on__isnull=True).values_list("pk", flat=True)) == readers
    assert list(Library.objects.order_by("pk").values_list("pk", "closed_on")) == doors


def test_erasing_that_waited_in_the_queue_erases_nobody_once_the_doors_are_open_again(world: World) -> None:
    own = people.register_reader(
        library=world.branch, staff=None, now=world.now, surname="Вільхівська", given_name="Ольга", birth_year=1971
    )
    closing = closed(world, world.branch)
    end_actions.reopen(closing=closing, by=world.director, now=world.now)
    with pytest.raises(Conflict) as refusal:
        data_actions.erase(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "not_closed_yet"
    own.refresh_from_db()
    assert own.erased_on is None
    assert Closing.objects.get(pk=closing.pk).state == State.REOPENED
