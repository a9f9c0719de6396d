"""The last step: what stands in its way, what it ends, what people read of it, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.faces.front.search import sources
from oseredok.library.people import actions as people
from oseredok.library.people import waiting
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Reader, Role, RoleAssignment
from oseredok.library.people.registry import applications
from oseredok.library.places import actions as places
from oseredok.library.places import hours
from oseredok.library.places.models import Closure, Library
from oseredok.management.closing import actions, data_actions, end_actions, queries, stops
from oseredok.management.closing.models import Closing, State
from oseredok.services.visits import actions as visits
from tests.closing.cases import close, closed, prepare, ready
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(transaction=True)


def sentences(closing: Closing, world: World) -> str:
    return plain(" ".join(one.sentence for one in stops.found(closing, world.now)))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_each_step_left_undone_stands_in_the_way_with_its_page(client: Client, world: World) -> None:
    people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    closing = prepare(world, world.branch)
    visits.record_visit(place=world.branch, age_group="60p", staff=world.head, now=world.now)
    told = sentences(closing, world)
    assert "День закриття ще не настав" in told
    assert "ще не вивантажено" in told
    assert "Не вирішено, що робити з даними" in told
    with pytest.raises(Conflict) as refusal:
        close(world, closing)
    assert refusal.value.code == "closing_state", "nothing is exported"
    world.sign_in(client, "director")
    page = client.get(reverse("office:last_check", args=[closing.public_id])).content.decode()
    for name in ("closing_day", "closing", "closing_data"):
        assert f'href="{reverse(f"office:{name}", args=[closing.public_id])}"' in page
    assert reverse("desk:today") in page
    assert "Закрити назавжди" not in page


def test_what_was_recorded_after_the_export_or_after_the_day_is_seen(world: World) -> None:
    closing = ready(world, world.branch)
    assert stops.found(closing, world.now) == []
    visits.record_visit(place=world.branch, age_group="60p", staff=world.head, now=world.now + timedelta(minutes=5))
    visits.leave_all(place=world.branch, now=world.now + timedelta(minutes=6))
    told = sentences(closing, world)
    assert "Після вивантаження у щоденнику з’явилося: 1" in told
    assert "У щоденнику є записи за 15 жовтня" in told
    with pytest.raises(Conflict) as refusal:
        close(world, closing)
    assert refusal.value.code == "in_the_way"
    actions.move_day(closing=closing, planned_on=DAY + timedelta(days=2), by=world.director, now=world.now)
    closing.refresh_from_db()
    world.now += timedelta(days=1)
    actions.make_export(closing=closing, now=world.now)
    closing.refresh_from_db()
    assert stops.found(closing, world.now) == []


def test_the_branch_is_closed_with_everything_that_belongs_to_it(world: World) -> None:
    places.begin_closure(library=world.branch, kind="power_cut", staff_name="Лимар О.", now=world.now)
    closing = closed(world, world.branch)
    world.branch.refresh_from_db()
    assert world.branch.closed_on == DAY + timedelta(days=1)
    assert not Closure.objects.filter(ended_at__isnull=True).exists()
    assert not RoleAssignment.objects.filter(place=world.branch, taken_at__isnull=True).exists()
    taken = RoleAssignment.objects.filter(place=world.branch)
    assert {(one.taken_at, one.taken_by) for one in taken} == {(world.now, world.director)}, "history stays"
    idle = {account.last_name for account in queries.left_without_roles(closing)}
    assert idle == {"Лимар", "Дяченко"}
    tomorrow = clock.moment_at(DAY + timedelta(days=2), time(12))
    assert not hours.is_open(world.branch, tomorrow)
    assert plain(hours.state(world.branch, tomorrow).sentence) == "Зачинено назавжди з 15 жовтня 2026 р."
    assert hours.is_open(world.branch, clock.moment_at(DAY - timedelta(days=1), time(12))), (
        "the days before stay as they were"
    )
    with pytest.raises(Conflict):
        close(world, closing)


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (lambda w: visits.record_visit(place=w.branch, staff=w.head, now=w.now, age_group="60p"), "place-closed"),
        (lambda w: people.register_reader(surname="Дудник", library=w.branch, staff=None, now=w.now), "place_closed"),
        (lambda w: people.renew_registration(reader=w.taras, library=w.branch, staff=None, now=w.now), "place_closed"),
        (
            lambda w: people.give_role(
                account=w.consultant, role=Role.CONSULTANT, place=w.branch, by=w.director, now=w.now
            ),
            "place_closed",
        ),
        (
            lambda w: places.add_exception(
                library=w.branch, kind="event", starts_on=DAY + timedelta(days=9), ends_on=DAY + timedelta(days=10),
                opens_at=time(9), closes_at=time(12),
            ),
            "place_closed",
        ),
        (
            lambda w: applications.apply_for_card(
                wish={"surname": "Дудник", "given_name": "Олег", "birth_year": 1990, "phone": "+380671234500"},
                library=w.branch, consent_version=1, now=w.now,
            ),
            "place_closed",
        ),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_nothing_is_recorded_at_a_closed_library(world: World, verb: Callable[[World], Any], code: str) -> None:
    Library.objects.filter(pk=world.branch.pk).update(closed_on=DAY)
    world.branch.refresh_from_db()
    with pytest.raises(DomainError) as refusal:
        verb(world)
    assert refusal.value.code == code


@pytest.mark.usefixtures("searchable")
def test_the_director_closes_on_the_page_and_the_site_says_where_to_go(client: Client, world: World) -> None:
    world.now = clock.moment_at(clock.local_date(_now()) - timedelta(days=1), time(10))
    closing = ready(world, world.branch)
    Closing.objects.update(planned_on=clock.local_date(world.now))
    world.sign_in(client, "director")
    last = reverse("office:last_check", args=[closing.public_id])
    page = client.get(last).content.decode()
    assert "Ролі закінчуються, історія лишається: " in page
    assert "Оксана\u00a0Л. (консультант)" in page
    unread = client.post(last, {"instead": world.central.pk, "instead_words": ""})
    assert unread.status_code == 422
    nowhere = client.post(last, {"instead": "", "instead_words": " ", "is_read": "on"})
    assert "Напишіть, куди йти людям" in nowhere.content.decode()
    sent = {"instead": world.central.pk, "instead_words": "Пандус є", "is_read": "on"}
    assert client.post(last, sent).status_code == 302
    again = client.post(last, sent)
    assert again.status_code == 422, "a form sent twice closes once"
    guest = Client()
    for address, words in (("/visit/", "Замість неї:"), ("/en/visit/", "Go here instead:")):
        site = guest.get(address).content.decode()
        assert words in site
        assert "Пандус є" in site
    assert "Філія «Заріччя»" not in guest.get("/").content.decode()
    found = guest.get("/search/?q=Заріччя").content.decode()
    assert "Зачинено назавжди з" in found
    form = guest.post("/join/", {"step": "2", "surname": "Дудник", "given_name": "Олег", "birth_year": "1990"})
    assert "Високому" in form.content.decode()
    assert "Заріччя" not in form.content.decode()


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_the_way_back_returns_roles_readers_and_hours(world: World) -> None:
    mine = people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    other = people.register_reader(surname="Гай", library=world.branch, staff=None, now=world.now)
    closing = closed(world, world.branch, "move", move_to=world.central)
    held = {(one.account_id, one.role) for one in end_actions.taken_roles(closing)}
    Reader.objects.filter(pk=other.pk).update(home_library=world.second_branch)
    people.deactivate_account(account=world.accounts["branch_consultant"], by=world.director, now=world.now)
    with pytest.raises(NotAllowed):
        end_actions.reopen(closing=closing, by=world.head, now=world.now)
    world.now += timedelta(days=30)
    end_actions.reopen(closing=closing, by=world.director, now=world.now)
    world.branch.refresh_from_db()
    assert world.branch.closed_on is None
    assert hours.is_open(world.branch, clock.moment_at(DAY + timedelta(days=36), time(12)))
    live = RoleAssignment.objects.filter(place=world.branch, taken_at__isnull=True)
    back = {(one.account_id, one.role) for one in live}
    assert back == {one for one in held if one[0] != world.accounts["branch_consultant"].pk}, "who left stays away"
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.home_library == world.branch
    assert other.home_library == world.second_branch, "who has moved on meanwhile stays there"
    closing.refresh_from_db()
    assert closing.state == State.REOPENED
    prepare(world, world.branch)
    with pytest.raises(Conflict):
        end_actions.reopen(closing=closing, by=world.director, now=world.now)


def test_there_is_no_way_back_after_the_term_or_after_erasing(world: World) -> None:
    people.register_reader(surname="Лісова", library=world.branch, staff=None, now=world.now)
    closing = closed(world, world.branch)
    with pytest.raises(Conflict) as refusal:
        end_actions.reopen(closing=closing, by=world.director, now=world.now + timedelta(days=31))
    assert refusal.value.code == "way_back_over"
    duty = Duty(account=world.director, place=world.central, roles=frozenset({Role.DIRECTOR}))
    told = [one.sentence for one in waiting.decisions_for(duty, now=world.now)]
    assert any("ще не стерто" in sentence for sentence in told)
    data_actions.erase(closing=closing, by=world.director, now=world.now)
    with pytest.raises(Conflict) as refusal:
        end_actions.reopen(closing=closing, by=world.director, now=world.now)
    assert refusal.value.code == "erasing_begun"
    assert not any("стерто" in one.sentence for one in waiting.decisions_for(duty, now=world.now))


def test_the_whole_centre_is_closed_and_those_who_answer_for_it_read_and_print(client: Client, world: World) -> None:
    day = clock.local_date(_now())
    world.now = clock.moment_at(day - timedelta(days=1), time(10))
    earlier = closed(world, world.second_branch)
    Closing.objects.update(planned_on=day)
    closing = ready(world, None)
    Closing.objects.filter(pk=closing.pk).update(planned_on=day)
    closing.refresh_from_db()
    with pytest.raises(Invalid):
        close(world, closing, instead=world.branch)
    close(world, closing, instead_words="Районна бібліотека, м. Сарни")
    assert not Library.objects.filter(closed_on__isnull=True).exists()
    live = RoleAssignment.objects.filter(taken_at__isnull=True)
    assert {one.role for one in live} == {Role.DIRECTOR, Role.ADMINISTRATOR}
    guest = Client()
    for address in ("/", "/services/", "/about/", "/visit/", "/news/", "/search/?q=друк", "/accessibility/"):
        page = guest.get(address)
        assert page.status_code == 200, address
        assert "Центр зачинено назавжди з" in page.content.decode(), address
        assert "Районна бібліотека" in page.content.decode(), address
    assert guest.get("/join/").status_code == 410
    assert guest.post("/accessibility/barrier/", {"what": "поріг"}).status_code == 410
    assert any("Районна" in one.summary for one in sources.pages(None))
    world.sign_in(client, "director")
    assert client.get("/office/").status_code == 200
    desk = client.get("/desk/").content.decode()
    assert "Тут лише читають і друкують" in desk
    assert reverse("privacy_office:requests") in desk
    for verb in ("desk:visit", "desk:service", "desk:register_reader", "desk:begin_closure", "desk:reader_visit"):
        assert reverse(verb) not in desk, verb
    reader = client.get(reverse("people:reader", args=[world.readers["daryna"].public_id])).content.decode()
    assert reverse("desk:reader_visit") not in reader
    assert client.get("/office/indicators/").status_code == 200
    assert client.get(reverse("office:closing_act_pdf", args=[closing.public_id])).status_code == 200
    refused = client.post("/news/new/", {"title": "Новина"})
    refused = refused if refused.status_code == 403 else client.post(reverse("newsroom:write"), {"title": "Новина"})
    assert refused.status_code == 403
    assert "Тут лише читають і друкують" in refused.content.decode()
    found = client.post(reverse("people:readers"), {"text": "Шевченко", "page": 1})
    assert found.status_code == 200
    assert "Шевченко" in found.content.decode(), "a reader who asks about their data is still found"
    world.sign_in(client, "consultant")
    assert client.get("/desk/").status_code == 403
    with pytest.raises(Conflict) as refusal:
        end_actions.reopen(closing=earlier, by=world.director, now=world.now)
    assert refusal.value.code == "centre_closed"
    end_actions.reopen(closing=closing, by=world.director, now=world.now)
    assert set(Library.objects.filter(closed_on__isnull=False)) == {world.second_branch}
    assert world.accounts["head"].role_assignments.filter(taken_at__isnull=True).exists()


def test_only_the_director_closes_and_an_administrator_sees_no_button(client: Client, world: World) -> None:
    closing = ready(world, world.branch)
    world.sign_in(client, "administrator")
    assert client.get(reverse("office:closing", args=[closing.public_id])).status_code == 200
    for name in ("last_check", "closing_data", "erase_closing", "closing_day", "closing_act"):
        assert client.get(reverse(f"office:{name}", args=[closing.public_id])).status_code == 403
    for name in ("reopen_closing", "new_closing_key", "seal_closing"):
        assert client.post(reverse(f"office:{name}", args=[closing.public_id])).status_code == 403
    for who in ("administrator", "head"):
        with pytest.raises(NotAllowed):
            close(world, closing, by=world.accounts[who])
