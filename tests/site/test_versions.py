"""Every save is a version: what changed is shown by words, a former text comes back, two editors lose nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.site import actions, queries
from oseredok.library.site.differences import Piece, Row, compared
from tests.site import written
from tests.world import World


def test_what_changed_is_told_by_words() -> None:
    rows = compared("Вступ.\nМісце на дві години.\nКінець.", "Вступ.\nМісце на три години.\nКінець.\nЩе.")

    assert rows[0].is_same
    assert rows[1] == Row(
        (Piece("Місце на "), Piece("дві ", True), Piece("години.")),
        (Piece("Місце на "), Piece("три ", True), Piece("години.")),
    )
    assert rows[2].is_same
    assert rows[3] == Row((), (Piece("Ще.", True),))


TEXTS = st.text(alphabet="аб \n", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_what_is_shown(before: str, after: str) -> None:
    rows = compared(before, after)
    for side, text in (([row.before for row in rows], before), ([row.after for row in rows], after)):
        shown = " ".join("".join(piece.text for piece in pieces) for pieces in side)
        assert shown.split() == text.split()
    assert all(row.is_same for row in rows) == (
        [line.strip() for line in before.splitlines() if line.strip()]
        == [line.strip() for line in after.splitlines() if line.strip()]
    )


def test_the_longest_texts_are_told_as_wholly_replaced() -> None:
    """Comparing grows with the square: what is over the measure is never compared word by word, or line by line."""
    (lines,) = compared("а\n" * 30_000, "а б\n" * 15_000)
    (words,) = compared("а " * 30_000, "б " * 30_000)
    for row in (lines, words):
        assert [piece.changed for piece in row.before] == [piece.changed for piece in row.after] == [True]


def test_a_version_is_shown_beside_the_one_before(client: Client, world: World) -> None:
    page = written.draft(world)
    written.edit(world, page, body="Місце **платне**.\n\n- тихо\n- охайно")
    world.sign_in(client, "director")
    shown = client.get(f"/office/pages/{page.pk}/versions/2/").content.decode()

    assert "<del>**безкоштовне**.</del>" in shown
    assert "<ins>**платне**.</ins>" in shown
    listed = client.get(f"/office/pages/{page.pk}/versions/").content.decode()
    assert "Версія 1" in listed
    assert world.director.short_name in listed
    for asked in ("1", "99", "х", "9" * 5000):
        assert client.get(f"/office/pages/{page.pk}/versions/2/", {"with": asked}).status_code == 200
    assert client.get(f"/office/pages/{page.pk}/versions/7/").status_code == 404


def test_a_former_text_comes_back_as_a_new_version(client: Client, world: World) -> None:
    page = written.published(world)
    written.edit(world, page, title="Друга", body="Зовсім інше.")
    written.publish(world, page)
    world.sign_in(client, "director")
    client.post(f"/office/pages/{page.pk}/versions/1/restore/")
    page.refresh_from_db()

    assert page.latest
    assert (page.latest.number, page.latest.title) == (3, written.TITLE)
    assert page.latest.restored_from
    assert page.latest.restored_from.number == 1
    assert "Зовсім інше" in Client().get(f"/{page.slug}/").content.decode(), "visitors wait for the publishing"
    with pytest.raises(Conflict):
        actions.restore_version(page=page, number=1, duty=written.duty(world, "director"), now=world.now)
    with pytest.raises(Invalid):
        actions.restore_version(page=page, number=9, duty=written.duty(world, "director"), now=world.now)


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(client: Client, world: World) -> None:
    page = written.draft(world, place=world.central)
    written.edit(world, page, title="Її заголовок")
    world.sign_in(client, "director")
    mine = {"title": "Мій заголовок", "body": "Мій довгий текст", "seen": "1"}
    answer = client.post(f"/office/pages/{page.pk}/edit/", mine)
    told = answer.content.decode()

    assert answer.status_code == 422
    assert "змінив хтось інший" in told
    assert "<del>Її " in told
    assert "<ins>Мій " in told
    assert "Мій довгий текст</textarea>" in told
    assert page.versions.count() == 2
    assert client.post(f"/office/pages/{page.pk}/edit/", {**mine, "seen": "2"}).status_code == 302
    assert list(page.versions.values_list("title", flat=True)) == ["Мій заголовок", "Її заголовок", written.TITLE]


@pytest.mark.parametrize("seen", ["", "х", "99"])
def test_a_form_that_does_not_know_what_it_started_from_overwrites_nothing(
    client: Client, world: World, seen: str
) -> None:
    page = written.draft(world)
    world.sign_in(client, "director")
    answer = client.post(f"/office/pages/{page.pk}/edit/", {"title": "Т", "body": "Т", "seen": seen})

    assert answer.status_code == 422
    assert page.versions.count() == 1


def test_words_that_did_not_change_make_no_version(world: World) -> None:
    page = written.draft(world)
    actions.edit_page(
        page=page, words=written.words(), seen=1, duty=written.duty(world, "director"), now=world.now + timedelta(1)
    )

    assert page.versions.count() == 1


def test_differences_name_what_they_are_about(world: World) -> None:
    page = written.draft(world)
    written.edit(world, page, title_en="Rules", body_en="Free.")
    second, first = queries.versions(page)
    names = [part.name for part in queries.differences(first, second)]

    assert names == ["заголовок", "текст", "заголовок англійською", "текст англійською"]
