"""Staff write news, leaders publish them, everybody reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.faces.front import actions
from oseredok.faces.front.models import NewsItem
from tests.front import town
from tests.world import World

WORDS = {
    "title": "Смартфон без страху",
    "summary": "У середу о 16:00.",
    "body": "Візьміть **свій телефон**.\n\n- вода\n- зошит",
    "place": "",
}


def written(client: Client, **changed: str) -> NewsItem:
    answer = client.post("/desk/news/new/", {**WORDS, **changed})
    assert answer.status_code == 302, answer.content.decode()
    return NewsItem.objects.get(pk=int(answer.headers["Location"].split("/")[-2]))


def test_a_consultant_writes_a_draft_that_visitors_do_not_see(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    item = written(client)

    assert item.slug == "smartfon-bez-strakhu"
    assert "<strong>свій телефон</strong>" in item.body
    assert "<li>вода</li>" in item.body
    assert item.author == world.consultant
    assert client.get("/news/smartfon-bez-strakhu/").status_code == 404
    assert "Смартфон" not in client.get("/news/").content.decode()


def test_a_consultant_does_not_publish(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    item = written(client)
    page = client.post(f"/desk/news/{item.pk}/publish/", follow=True).content.decode()

    assert "Опублікувати може бібліотекар філії" in page
    assert NewsItem.objects.get().published_at is None


def test_the_page_of_an_item_tells_who_changed_what_and_leads_leaders_to_the_words(
    client: Client, world: World
) -> None:
    world.sign_in(client, "consultant")
    item = written(client)
    client.post(f"/desk/news/{item.pk}/edit/", {**WORDS, "summary": "У четвер о 16:00."})
    page = client.get(f"/desk/news/{item.pk}/").content.decode()
    assert "Що змінювали" in page
    assert f"{world.consultant.short_name}, коротко" in page
    assert f"{world.consultant.short_name}, перша чернетка" in page
    assert "Що було й що стало" not in page
    world.sign_in(client, "head")
    assert "Що було й що стало" not in client.get(f"/desk/news/{item.pk}/").content.decode(), "of no place of theirs"
    world.sign_in(client, "director")
    link = f"/office/changes/?kind=front.newsitem&amp;object={item.pk}"
    assert link in client.get(f"/desk/news/{item.pk}/").content.decode()
    told = client.get(link.replace("&amp;", "&")).content.decode()
    assert "У середу о 16:00." in told
    assert "У четвер о 16:00." in told


@pytest.mark.parametrize("who", ["head", "director", "branch_librarian"])
def test_leaders_publish_and_everybody_reads(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    item = written(client)
    client.post(f"/desk/news/{item.pk}/publish/")
    guest = Client()

    assert "Смартфон без страху" in guest.get("/").content.decode()
    assert "<li>зошит</li>" in guest.get("/news/smartfon-bez-strakhu/").content.decode()
    assert "Смартфон без страху" in guest.get("/news/feed/").content.decode()


@pytest.mark.parametrize("who", ["cataloguer", "methodist", "administrator", "stranger"])
def test_others_do_not_write(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)

    assert client.get("/desk/news/").status_code == 403
    assert client.post("/desk/news/new/", WORDS).status_code == 403
    with pytest.raises(NotAllowed):
        town.publish_as(world, who)


def test_what_is_published_is_changed_by_those_who_may_publish(client: Client, world: World) -> None:
    item = town.publish(world, "Година права")
    world.sign_in(client, "consultant")
    refused = client.get(f"/desk/news/{item.pk}/edit/", follow=True).content.decode()
    client.post(f"/desk/news/{item.pk}/unpublish/")

    assert "Новину вже опубліковано. Змінити її може" in refused
    item.refresh_from_db()
    assert item.published_at

    world.sign_in(client, "head")
    client.post(f"/desk/news/{item.pk}/edit/", {**WORDS, "title": "Година права о 12:00"})
    assert "Година права о 12:00" in Client().get(f"/news/{item.slug}/").content.decode()


def test_an_item_taken_off_the_site_becomes_a_draft(client: Client, world: World) -> None:
    item = town.publish(world, "Година права")
    world.sign_in(client, "director")
    client.post(f"/desk/news/{item.pk}/unpublish/")

    assert Client().get(f"/news/{item.slug}/").status_code == 404
    item.refresh_from_db()
    with pytest.raises(Conflict):
        actions.unpublish_news(item=item, duty=town.duty(world, "head"), now=world.now)


def test_two_editors_do_not_overwrite_each_other(client: Client, world: World) -> None:
    item = town.publish(world, "Година права")
    seen = item.changed_at.isoformat()
    world.sign_in(client, "head")
    first = client.post(f"/desk/news/{item.pk}/edit/", {**WORDS, "title": "Перша", "seen_at": seen})
    second = client.post(f"/desk/news/{item.pk}/edit/", {**WORDS, "title": "Друга", "seen_at": seen})

    assert first.status_code == 302
    assert second.status_code == 422
    assert "змінив хтось інший" in second.content.decode()
    assert NewsItem.objects.get().title == "Перша"


def test_html_of_the_editor_is_cleaned(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    item = written(client, notation="html", body='<h2>Так</h2><p onclick="x()">Ні<script>alert(1)</script></p>')

    assert item.body == "<h2>Так</h2><p>Ні</p>"


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>alert(1)</script>", "<p><br></p>"])
def test_an_empty_text_is_refused_with_a_sentence(client: Client, world: World, body: str) -> None:
    world.sign_in(client, "consultant")
    answer = client.post("/desk/news/new/", {**WORDS, "notation": "html", "body": body})

    assert answer.status_code == 422
    assert "Напишіть текст новини." in answer.content.decode()
    with pytest.raises(Invalid):
        actions.write_news(duty=town.duty(world, "head"), title="Т", summary="К", body=body, place=None, now=world.now)


def test_equal_titles_get_addresses_of_their_own(world: World) -> None:
    slugs = [town.publish(world, title).slug for title in ("Клуб", "Клуб", "Клуб")]

    assert slugs == ["klub", "klub-2", "klub-3"]


def test_an_item_planned_for_later_is_not_shown_yet(client: Client, world: World) -> None:
    town.publish(world, "Завтрашня новина", now=world.now + timedelta(days=1))

    with time_machine.travel(world.now):
        assert "Завтрашня" not in client.get("/news/").content.decode()
    with time_machine.travel(world.now + timedelta(days=2)):
        assert "Завтрашня" in client.get("/news/").content.decode()


def test_a_draft_is_seen_as_visitors_will_see_it(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    item = written(client)
    page = client.get(f"/desk/news/{item.pk}/").content.decode()

    assert "чернетка, відвідувачі її не бачать" in page
    assert "<li>вода</li>" in page
    assert "Опублікувати може бібліотекар філії" in page


def test_editing_without_a_script_shows_the_plain_notation(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    item = written(client)
    page = client.get(f"/desk/news/{item.pk}/edit/").content.decode()

    assert "Візьміть **свій телефон**." in page
    assert "- зошит" in page


def test_publishing_needs_a_form_and_not_a_link(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    item = written(client)

    assert client.get(f"/desk/news/{item.pk}/publish/").status_code == 405


def test_a_branch_does_not_touch_news_of_the_centre_or_of_everybody(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    others = [written(client, place=str(world.central.pk)), written(client, title="Новий графік", place="")]
    for item in others:
        client.post(f"/desk/news/{item.pk}/publish/")

    world.sign_in(client, "branch_librarian")
    for item in others:
        page = client.post(f"/desk/news/{item.pk}/unpublish/", follow=True).content.decode()
        assert "Це новина не вашої бібліотеки" in page
        assert client.get(f"/desk/news/{item.pk}/edit/").status_code == 302
        item.refresh_from_db()
        assert item.published_at is not None
    own = written(client, title="Гурток у Високому", place=str(world.branch.pk))
    client.post(f"/desk/news/{own.pk}/publish/")
    own.refresh_from_db()
    assert own.published_at is not None
