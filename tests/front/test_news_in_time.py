"""News show themselves at their time, stay on top until a day, go off after a day: with no worker running."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.clock import moment_at
from oseredok.base.core.errors import Invalid, NotAllowed
from oseredok.faces.front import actions, queries, rules
from oseredok.faces.front.models import NewsItem
from oseredok.faces.front.rules import State
from oseredok.library.site.models import Picture
from tests.front import town
from tests.site import written
from tests.world import DAY, World

NINE = moment_at(DAY + timedelta(days=2), time(9))


def planned(world: World, title: str = "Година права", **changes: object) -> NewsItem:
    head = town.duty(world, "head")
    item = actions.write_news(duty=head, title=title, summary="К", body="<p>Т</p>", place=world.central, now=world.now)
    plan = {"starts_at": NINE, "pinned_until": None, "shown_until": None, **changes}
    return actions.plan_news(item=item, duty=head, now=world.now, **plan)  # type: ignore[arg-type]


def titles(now: datetime) -> list[str]:
    return [item.title for item in queries.published_news(now=now)]


def everywhere(client: Client) -> str:
    """Every place where visitors meet news."""
    paths = ("/", "/news/", "/news/feed/", "/sitemap.xml", "/search/?q=година+права")
    return "".join(client.get(path).content.decode().split("<footer")[0] for path in paths)


@pytest.mark.usefixtures("searchable")
def test_a_planned_item_shows_itself_at_its_minute_everywhere(client: Client, world: World) -> None:
    item = planned(world)
    for at, there in ((NINE - timedelta(seconds=1), False), (NINE, True)):
        with time_machine.travel(at, tick=False):
            assert ("hodyna-prava" in everywhere(client)) is there
            assert client.get(f"/news/{item.slug}/").status_code == (200 if there else 404)
    assert (rules.state_of(item, now=world.now), rules.state_of(item, now=NINE)) == (State.PLANNED, State.SHOWN)


@pytest.mark.usefixtures("searchable")
def test_an_item_goes_off_the_site_after_its_last_day(client: Client, world: World) -> None:
    last = DAY + timedelta(days=4)
    item = planned(world, shown_until=last)
    for at, there in ((time(23, 59), True), (time(0, 1), False)):
        day = last if there else last + timedelta(days=1)
        with time_machine.travel(moment_at(day, at), tick=False):
            assert ("hodyna-prava" in everywhere(client)) is there
    assert rules.state_of(item, now=moment_at(last + timedelta(days=1), time(0))) is State.OVER


def test_a_pinned_item_stays_first_through_its_day(world: World) -> None:
    old = town.publish(world, "Ремонт входу", now=world.now - timedelta(days=9))
    town.publish(world, "Свіжа", now=world.now - timedelta(days=1))
    actions.plan_news(
        item=old, duty=town.duty(world, "head"), starts_at=None, pinned_until=DAY, shown_until=None, now=world.now
    )

    assert titles(moment_at(DAY, time(23, 59))) == ["Ремонт входу", "Свіжа"]
    assert titles(moment_at(DAY + timedelta(days=1), time(0))) == ["Свіжа", "Ремонт входу"]


def test_the_day_of_a_clock_change_counts_by_the_clock_on_the_wall(world: World) -> None:
    sunday = date(2026, 10, 25)
    planned(world, starts_at=moment_at(sunday, time(9)), shown_until=sunday)

    assert titles(moment_at(sunday, time(8, 59))) == []
    assert titles(moment_at(sunday, time(9))) == titles(moment_at(sunday, time(23, 59))) == ["Година права"]
    assert titles(moment_at(sunday + timedelta(days=1), time(0))) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_at": moment_at(DAY, time(11, 29))}, "start-passed"),
        ({"starts_at": moment_at(date(2106, 1, 1), time(9))}, "day-far"),
        ({"pinned_until": date(9999, 12, 31)}, "day-far"),
        ({"shown_until": DAY + timedelta(days=1)}, "end-early"),
        ({"starts_at": None, "shown_until": DAY - timedelta(days=1)}, "end-early"),
    ],
)
def test_times_that_cannot_be_are_refused(world: World, changes: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        planned(world, **changes)
    assert refused.value.code == code


def test_the_page_plans_and_calls_it_off(client: Client, world: World) -> None:
    item = planned(world, starts_at=None)
    world.sign_in(client, "head")
    with time_machine.travel(world.now, tick=False):
        sent = {"starts_at_0": "2026-10-16", "starts_at_1": "09:00", "pinned_until": "2026-10-20", "shown_until": ""}
        client.post(f"/desk/news/{item.pk}/plan/", sent)
        item.refresh_from_db()
        assert (item.published_at, item.pinned_until) == (NINE, date(2026, 10, 20))
        assert "заплановано" in client.get("/desk/news/").content.decode()
        client.post(f"/desk/news/{item.pk}/unpublish/")
        item.refresh_from_db()
        assert item.published_at is None
        client.post(f"/desk/news/{item.pk}/plan/", sent)
        client.post(f"/desk/news/{item.pk}/publish/")
        item.refresh_from_db()
        assert item.published_at == world.now
        again = client.post(f"/desk/news/{item.pk}/plan/", {**sent, "starts_at_0": "2026-11-16"}, follow=True)
        item.refresh_from_db()
        assert again.status_code == 200
        assert item.published_at == world.now, "what is read already keeps its beginning"


@pytest.mark.parametrize(
    "sent",
    [
        {"starts_at_0": "2026-02-31", "starts_at_1": "09:00"},
        {"starts_at_0": "2026-10-16"},
        {"starts_at_0": "2026-03-28", "starts_at_1": "25:00"},
        {"pinned_until": "завтра"},
        {"shown_until": "0000-00-00"},
        {"starts_at_0": "2027-03-28", "starts_at_1": "03:30"},
    ],
)
def test_impossible_dates_are_told_and_change_nothing(client: Client, world: World, sent: dict[str, str]) -> None:
    item = planned(world, starts_at=None)
    world.sign_in(client, "head")
    with time_machine.travel(world.now):
        assert client.post(f"/desk/news/{item.pk}/plan/", sent).status_code == 422
    item.refresh_from_db()
    assert (item.published_at, item.pinned_until, item.shown_until) == (None, None, None)


def test_only_who_publishes_plans(client: Client, world: World) -> None:
    item = planned(world)
    world.sign_in(client, "consultant")
    page = client.get(f"/desk/news/{item.pk}/plan/").content.decode()

    assert "Опублікувати може бібліотекар філії" in page
    assert client.post(f"/desk/news/{item.pk}/plan/", {"pinned_until": "2026-10-20"}).status_code == 422
    for who in ("consultant", "branch_librarian"):
        with pytest.raises(NotAllowed):
            actions.plan_news(
                item=item,
                duty=town.duty(world, who),
                starts_at=None,
                pinned_until=None,
                shown_until=None,
                now=world.now,
            )
    item.refresh_from_db()
    assert item.published_at == NINE


def test_a_picture_stands_above_the_text_and_in_the_feed(client: Client, world: World) -> None:
    item = town.publish(world, "Новий пандус")
    world.sign_in(client, "head")
    client.post(f"/desk/news/{item.pk}/picture/", {"picture": written.sent(), "picture_alt": "Пандус із двору"})
    picture = Picture.objects.get()
    feed = ElementTree.fromstring(client.get("/news/feed/").content)  # noqa: S314 - our own
    (enclosure,) = feed.iter("enclosure")

    assert 'alt="Пандус із двору"' in client.get(f"/news/{item.slug}/").content.decode()
    assert enclosure.get("url") == f"http://testserver/pictures/{picture.public_id}/"
    assert enclosure.get("length") == str(picture.size)
    client.post(f"/desk/news/{item.pk}/picture/", {"do": "away"})
    assert "Пандус із двору" not in client.get(f"/news/{item.slug}/").content.decode()


def test_a_wrong_picture_and_a_stranger_s_picture_change_nothing(client: Client, world: World) -> None:
    item = town.publish(world, "Новий пандус")
    world.sign_in(client, "head")
    wrong = client.post(f"/desk/news/{item.pk}/picture/", {"picture": written.sent(b"MZ" * 9), "picture_alt": "П"})
    world.sign_in(client, "branch_librarian")
    refused = client.post(f"/desk/news/{item.pk}/picture/", {"picture": written.sent(), "picture_alt": "П"})
    item.refresh_from_db()

    assert wrong.status_code == 422
    assert "Це новина не вашої бібліотеки" in refused.content.decode()
    assert item.picture is None
    assert not Picture.objects.exists()


def test_the_second_editor_of_news_sees_both_texts(client: Client, world: World) -> None:
    item = town.publish(world, "Перша")
    seen = item.changed_at.isoformat()
    words = {"title": "Її", "summary": "К", "body": "Її текст", "place": "", "seen_at": seen}
    world.sign_in(client, "head")
    with time_machine.travel(world.now + timedelta(minutes=1)):
        client.post(f"/desk/news/{item.pk}/edit/", words)
        told = client.post(f"/desk/news/{item.pk}/edit/", {**words, "title": "Моя", "body": "Мій текст"})
    page = told.content.decode()

    assert told.status_code == 422
    assert "<del>Її</del>" in page
    assert "<ins>Моя</ins>" in page
    assert "Мій текст</textarea>" in page
