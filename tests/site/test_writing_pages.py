"""Pages of the site are written, read over, published, taken down, deleted and brought back by those who may."""

from __future__ import annotations

import pytest
from django.test import Client

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.site import actions, rules
from oseredok.library.site.models import Page
from oseredok.library.site.rules import State
from tests.site import written
from tests.world import World

FORM = {"title": "Правила коворкінгу", "body": "Місце **безкоштовне**.\n\n- тихо", "summary": "", "place": ""}


def write(client: Client, **changes: str) -> Page:
    answer = client.post("/office/pages/new/", {**FORM, **changes})
    assert answer.status_code == 302, answer.content.decode()
    return Page.objects.get(pk=int(answer.headers["Location"].split("/")[-2]))


def test_a_page_is_a_draft_until_it_is_published(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    page = write(client)
    guest = Client()

    assert page.slug == "pravyla-kovorkinhu"
    assert guest.get("/pravyla-kovorkinhu/").status_code == 404
    preview = client.get(f"/office/pages/{page.pk}/").content.decode()
    assert "<strong>безкоштовне</strong>" in preview
    assert "чернетка" in preview
    client.post(f"/office/pages/{page.pk}/publish/", {"number": "1"})
    shown = guest.get("/pravyla-kovorkinhu/").content.decode()
    assert "<li>тихо</li>" in shown
    assert "<h1>Правила коворкінгу</h1>" in shown


def test_visitors_read_the_published_words_until_the_changed_ones_are_published(client: Client, world: World) -> None:
    page = written.published(world)
    world.sign_in(client, "director")
    client.post(f"/office/pages/{page.pk}/edit/", {**FORM, "title": "Нові правила", "seen": "1"})
    page.refresh_from_db()

    assert rules.state_of(page) is State.CHANGED
    assert "Нові правила" not in Client().get("/pravyla-kovorkinhu/").content.decode()
    client.post(f"/office/pages/{page.pk}/publish/", {"number": "2"})
    assert "Нові правила" in Client().get("/pravyla-kovorkinhu/").content.decode()


def test_what_somebody_changed_meanwhile_is_not_published_unseen(world: World) -> None:
    page = written.draft(world)
    written.edit(world, page, title="Інший заголовок")

    with pytest.raises(Conflict) as refused:
        actions.publish_page(page=page, number=1, duty=written.duty(world, "director"), now=world.now)
    assert refused.value.code == "changed-meanwhile"


def test_a_page_taken_down_keeps_its_words_and_address(client: Client, world: World) -> None:
    page = written.published(world)
    world.sign_in(client, "director")
    told = client.post(f"/office/pages/{page.pk}/take-down/", follow=True).content.decode()

    assert "Сторінку знято із сайту" in told
    assert Client().get("/pravyla-kovorkinhu/").status_code == 404
    page.refresh_from_db()
    assert rules.state_of(page) is State.DOWN
    written.publish(world, page)
    assert Client().get("/pravyla-kovorkinhu/").status_code == 200


def test_a_deleted_page_comes_back_with_all_its_versions(client: Client, world: World) -> None:
    page = written.published(world)
    written.edit(world, page, title="Друга")
    world.sign_in(client, "director")
    client.post(f"/office/pages/{page.pk}/delete/")

    assert Client().get("/pravyla-kovorkinhu/").status_code == 404
    assert "Вилучені" in client.get("/office/pages/").content.decode()
    for verb in ("publish", "take-down", "delete"):
        assert "Спершу поверніть" in client.post(f"/office/pages/{page.pk}/{verb}/", follow=True).content.decode()
    client.post(f"/office/pages/{page.pk}/bring-back/")
    page.refresh_from_db()
    assert rules.state_of(page) is State.DOWN
    assert page.versions.count() == 2


@pytest.mark.parametrize("who", ["consultant", "branch_librarian", "cataloguer", "methodist", "stranger"])
def test_others_do_not_write_pages(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)

    assert client.get("/office/pages/").status_code == 403
    assert client.post("/office/pages/new/", FORM).status_code == 403
    assert not Page.objects.exists()


def test_the_head_writes_pages_of_their_own_library_only(client: Client, world: World) -> None:
    whole, other = written.published(world), written.published(world, place=world.branch, title="Філія")
    world.sign_in(client, "head")
    own = write(client, place=str(world.central.pk), title="Центральна")

    assert own.place == world.central
    for place in ("", str(world.branch.pk)):
        assert client.post("/office/pages/new/", {**FORM, "place": place}).status_code == 422
    for page in (whole, other):
        for verb in ("take-down", "delete", "publish"):
            refused = client.post(f"/office/pages/{page.pk}/{verb}/", {"number": "1"}, follow=True).content.decode()
            assert "пише директор або адміністратор" in refused
        assert client.get(f"/office/pages/{page.pk}/edit/").status_code == 302
        client.post(f"/office/pages/{page.pk}/edit/", {**FORM, "seen": "1", "title": "Чуже"})
        client.post(f"/office/pages/{page.pk}/standing/", {"slug": "inshe", "placement": "menu"})
        client.post(f"/office/pages/{page.pk}/move/", {"up": "1"})
        page.refresh_from_db()
        assert (page.published_id, page.versions.count(), page.placement) == (page.latest_id, 1, "nowhere")
    with pytest.raises(NotAllowed):
        written.stand(world, own, who="head", place=world.branch)


@pytest.mark.parametrize("body", ["", " \n ", "<script>alert(1)</script>"])
def test_an_empty_page_is_refused_with_a_sentence(client: Client, world: World, body: str) -> None:
    world.sign_in(client, "director")
    answer = client.post("/office/pages/new/", {**FORM, "body": body, "notation": "html"})

    assert answer.status_code == 422
    assert "Напишіть текст сторінки." in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": "\u200b "}, "title-empty", "title"),
        ({"title_en": "Rules"}, "english-half", "body_en"),
        ({"body_en": "Text"}, "english-half", "title_en"),
        ({"body": "![](/pictures/0b5a3c1e-7f4d-4a57-9f7b-1f2f4a1f9a10/)"}, "picture-nameless", "body"),
    ],
)
def test_what_cannot_stand_on_a_page_is_refused(world: World, changes: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        written.draft(world, **changes)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_hostile_text_is_only_text(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    body = "<script>alert(1)</script> [сюди](javascript:alert(1)) ![x](https://example.com/x.png) <img src=x onerror=y>"
    for notation in ("", "html"):
        page = write(client, body=body, notation=notation, title="<script>alert(1)</script>Назва")
        written.publish(world, page)
        shown = Client().get(f"/{page.slug}/").content.decode()
        assert "<script>alert" not in shown
        assert 'href="javascript' not in shown
        assert "example.com/x.png" not in shown.split("<main")[1].replace("(https://example.com/x.png)", "")
        assert "onerror" not in shown or "&lt;img src=x onerror" in shown


def test_signs_that_no_file_takes_and_huge_texts_are_refused(client: Client, world: World) -> None:
    world.sign_in(client, "director")

    assert client.post("/office/pages/new/", {**FORM, "title": "А\x00Б"}).status_code == 400
    assert client.post("/office/pages/new/", {**FORM, "body": "я" * 60_001}).status_code == 422
    assert client.post("/office/pages/new/", {**FORM, "title": "я" * 161}).status_code == 422
    page = write(client, body="\u202eнавпаки\x07 слова")
    assert page.latest
    assert page.latest.body == "<p>навпаки слова</p>"


def test_a_form_sent_twice_makes_one_version(client: Client, world: World) -> None:
    page = written.draft(world)
    world.sign_in(client, "director")
    for _ in range(2):
        client.post(f"/office/pages/{page.pk}/edit/", {**FORM, "title": "Інакше", "seen": "1"})

    assert page.versions.count() == 2


def test_the_log_of_changes_tells_who_published_what(client: Client, world: World) -> None:
    page = written.draft(world)
    world.sign_in(client, "director")
    client.post(f"/office/pages/{page.pk}/publish/", {"number": "1"})
    told = client.get("/office/changes/").content.decode()

    assert "сторінку сайту" in told
    assert "Правила коворкінгу" in told
