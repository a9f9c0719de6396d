"""Addresses of pages are made of titles, are nobody else's, and old ones lead on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from oseredok.base.core.errors import Conflict, DomainError, Invalid
from oseredok.library.site import actions, addresses
from oseredok.library.site.models import Page
from tests.site import written
from tests.world import World


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Про нашу бібліотеку: об’єкти й послуги", "pro-nashu-biblioteku-obiekty-y-posluhy"),
        ("Згорани, Щербухи, Єнакієве", "zghorany-shcherbukhy-yenakiieve"),
        ("№ 5", "no-5"),
        ("❤", "storinka"),
        ("Новини", "novyny"),
    ],
)
def test_an_address_is_made_of_the_title(world: World, title: str, address: str) -> None:
    assert written.draft(world, title=title).slug == address


def test_equal_titles_and_words_of_the_system_get_addresses_of_their_own(world: World) -> None:
    assert [written.draft(world).slug for _ in range(2)] == ["pravyla-kovorkinhu", "pravyla-kovorkinhu-2"]
    assert written.draft(world, title="News").slug == "news-2"
    long = [written.draft(world, title="слово " * 26).slug for _ in range(2)]
    assert len(set(long)) == 2
    assert all(len(slug) <= addresses.LONGEST for slug in long)


@pytest.mark.parametrize("slug", ["news", "office", "desk", "my", "en", "uk", "static", "about", "account", "pictures"])
def test_an_address_of_the_system_is_refused(world: World, slug: str) -> None:
    page = written.draft(world)
    with pytest.raises(Conflict) as refused:
        written.stand(world, page, slug=slug)
    assert refused.value.code == "address-reserved"


@pytest.mark.parametrize("slug", ["", "два слова", "пам’ять", "a/b", "../etc", "-a", "a--b", "x" * 81, "a.html", "<b>"])
def test_an_address_that_nobody_could_type_is_refused(world: World, slug: str) -> None:
    page = written.draft(world)
    with pytest.raises(Invalid) as refused:
        written.stand(world, page, slug=slug)
    assert refused.value.code == "address-unclear"


def test_an_address_of_another_page_is_refused_also_a_former_one_and_of_a_deleted_page(world: World) -> None:
    page, other, gone = written.draft(world), written.draft(world, title="Інша"), written.draft(world, title="Третя")
    written.stand(world, other, slug="nova")
    actions.delete_page(page=gone, duty=written.duty(world, "director"), now=world.now)
    for slug in ("nova", "insha", "tretia"):
        with pytest.raises(Conflict) as refused:
            written.stand(world, page, slug=slug)
        assert refused.value.code == "address-taken"


def test_old_addresses_lead_on_and_a_page_may_come_back(client: Client, world: World) -> None:
    page = written.published(world, title_en="Rules", body_en="Free.")
    written.stand(world, page, slug="pravyla")
    written.stand(world, page, slug="rules")

    for old in ("pravyla-kovorkinhu", "pravyla"):
        answer = client.get(f"/{old}/")
        assert (answer.status_code, answer.headers["Location"]) == (301, "/rules/")
        assert client.get(f"/en/{old}/").headers["Location"] == "/en/rules/"
    assert client.get("/RULES/").headers["Location"] == "/rules/"
    written.stand(world, page, slug="pravyla")
    assert client.get("/pravyla/").status_code == 200
    assert client.get("/rules/").headers["Location"] == "/pravyla/"
    actions.take_down(page=page, duty=written.duty(world, "director"), now=world.now + timedelta(hours=1))
    assert client.get("/rules/").status_code == 404


def test_a_page_is_no_part_of_itself_and_the_tree_is_not_deep(world: World) -> None:
    first, second, third, fourth = (written.draft(world, title=title) for title in ("А", "Б", "В", "Г"))
    written.stand(world, second, parent=first)
    written.stand(world, third, parent=second)
    for page, parent, code in (
        (first, third, "parent-ring"),
        (first, first, "parent-ring"),
        (fourth, third, "parent-deep"),
    ):
        with pytest.raises(Invalid) as refused:
            written.stand(world, page, parent=Page.objects.get(pk=parent.pk))
        assert refused.value.code == code
    written.stand(world, fourth, parent=second)


def test_a_refused_address_is_told_beside_its_field(client: Client, world: World) -> None:
    page = written.draft(world)
    world.sign_in(client, "director")
    answer = client.post(f"/office/pages/{page.pk}/standing/", {"slug": "office", "placement": "menu"})

    assert answer.status_code == 422
    assert "Цю адресу займає сама система" in answer.content.decode()
    for nonsense in ({"slug": "a", "placement": "everywhere"}, {"slug": "a", "placement": "menu", "parent": "999999"}):
        assert client.post(f"/office/pages/{page.pk}/standing/", nonsense).status_code == 422
    page.refresh_from_db()
    assert (page.slug, page.placement) == ("pravyla-kovorkinhu", "nowhere")


def test_refusals_change_nothing(world: World) -> None:
    page = written.draft(world)
    with pytest.raises(DomainError):
        written.stand(world, page, slug="nova-adresa", parent=page)
    page.refresh_from_db()
    assert page.slug == "pravyla-kovorkinhu"
    assert not page.former_addresses.exists()
