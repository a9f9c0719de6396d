"""Versions of a consent's text: side by side, who stands on which, and asking anew at the desk and on «Моє»."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from oseredok.library.privacy import actions, queries, register_actions
from oseredok.library.privacy.comparing import side_by_side
from oseredok.library.privacy.models import ConsentText
from tests.world import World, come_in

database = pytest.mark.django_db


def _changed(pieces: list[object]) -> list[str]:
    return [one.text.strip() for one in pieces if one.changed]  # type: ignore[attr-defined]


def test_changed_words_are_marked_on_their_side_only() -> None:
    old, new = side_by_side("Зберігаємо три роки. Нікому не передаємо.", "Зберігаємо п’ять років. Нікому не передаємо.")
    assert _changed(old) == ["три роки."]  # type: ignore[arg-type]
    assert _changed(new) == ["п’ять років."]  # type: ignore[arg-type]


def test_a_moved_line_end_changes_no_word() -> None:
    old, new = side_by_side("Перше.\nДруге.", "Перше.\n\nДруге.")
    assert not _changed(old)  # type: ignore[arg-type]
    assert not _changed(new)  # type: ignore[arg-type]


@given(some.text(max_size=120), some.text(max_size=120))
def test_the_pieces_put_together_are_the_texts(old: str, new: str) -> None:
    left, right = side_by_side(old, new)
    assert "".join(one.text for one in left) == old
    assert "".join(one.text for one in right) == new


@given(some.text(max_size=120))
def test_a_text_beside_itself_has_nothing_changed(text: str) -> None:
    left, right = side_by_side(text, text)
    assert not any(one.changed for one in (*left, *right))


def _new_version(
    world: World, *, asks_again: bool, purpose: str = "card", more: str = "Ще одне речення."
) -> ConsentText:
    last = queries.text_in_force(purpose)
    assert last is not None
    return register_actions.write_consent_text(
        purpose=purpose,
        title=last.title,
        body=f"{last.body} {more}",
        in_force_from=date(2026, 10, 14),
        asks_again=asks_again,
        staff=world.director,
        now=world.now,
    )


def _agrees(world: World, purpose: str = "card") -> None:
    actions.give_consent(reader=world.taras, purpose=purpose, channel="desk", staff=world.head, now=world.now)


@database
def test_the_page_of_a_version_compares_it_and_tells_who_stands_on_it(client: Client, world: World) -> None:
    _agrees(world)
    first = queries.text_in_force("card")
    assert first is not None
    second = _new_version(world, asks_again=True, more="Строк: <b>п’ять</b> років.")
    world.sign_in(client, "head")
    old = client.get(f"/office/privacy/consents/{first.pk}/").content.decode()
    assert "Шевченко" in old
    assert "ці згоди вже не діють" in old
    new = client.get(f"/office/privacy/consents/{second.pk}/").content.decode()
    assert "Редакція 1" in new
    assert "Строк: &lt;b&gt;п’ять&lt;/b&gt; років." in new
    assert new.count("<ins>") == 1
    assert "Поки ніхто" in new
    assert "Шевченко" not in new


@database
def test_who_told_of_a_group_is_listed_nowhere(client: Client, world: World) -> None:
    actions.set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=world.now)
    text = queries.text_in_force("flags")
    assert text is not None
    world.sign_in(client, "director")
    page = client.get(f"/office/privacy/consents/{text.pk}/").content.decode()
    assert "Шевченко" not in page
    assert "у списках не показуємо" in page


@database
def test_erased_and_withdrawn_are_not_in_the_list(world: World) -> None:
    _agrees(world)
    text = queries.text_in_force("card")
    assert text is not None
    assert queries.consents_to(text).count() == 1
    actions.withdraw_consent(consent=world.taras.consents.get(), channel="desk", staff=world.head, now=world.now)
    assert not queries.consents_to(text).exists()
    _agrees(world)
    actions.erase_reader(reader=world.taras, why="mistake", staff=world.head, now=world.now)
    assert not queries.consents_to(text).exists()


@database
def test_the_readers_page_tells_of_the_consent_and_keeps_one_on_paper_by_one_click(
    client: Client, world: World
) -> None:
    world.sign_in(client, "consultant")
    where = f"/people/{world.taras.public_id}/"
    assert "Згоди на обробку даних ще не записано" in client.get(where).content.decode()
    sent = {"purpose": "card", "channel": "paper", "back": "reader"}
    answer = client.post(f"/people/data/reader/{world.taras.public_id}/agree/", sent)
    assert answer.headers["Location"] == where
    told = client.get(where).content.decode()
    assert "Згода на обробку даних є" in told
    assert "на папері, редакція 1" in told
    assert "ще не записано" not in told


@database
def test_a_text_that_asks_anew_is_told_at_the_desk_and_a_mended_comma_is_not(client: Client, world: World) -> None:
    _agrees(world)
    _new_version(world, asks_again=False)
    world.sign_in(client, "consultant")
    where = f"/people/{world.taras.public_id}/"
    assert "Згода на обробку даних є" in client.get(where).content.decode()
    _new_version(world, asks_again=True, more="І ще одне.")
    assert "Текст згоди змінився" in client.get(where).content.decode()


@database
def test_a_reader_is_asked_on_the_own_page_and_sees_what_is_new(client: Client, world: World) -> None:
    _agrees(world)
    come_in(client, world.taras, now=timezone.now())
    assert "Ми змінили текст згоди" not in client.get("/my/").content.decode()
    _new_version(world, asks_again=True)
    assert "Ми змінили текст згоди" in client.get("/my/").content.decode()
    page = client.get("/my/consents/").content.decode()
    assert "текст змінився" in page
    assert "Ще одне речення." in page
    assert "<ins>" in page
    client.post("/my/consents/give/", {"purpose": "card"})
    assert queries.consent_in_force(world.taras, "card") is not None
    assert "Ми змінили текст згоди" not in client.get("/my/").content.decode()


@database
def test_a_reader_reads_the_words_that_were_agreed_to(client: Client, world: World) -> None:
    _agrees(world)
    _new_version(world, asks_again=False, more="Додане потім.")
    come_in(client, world.taras, now=timezone.now())
    page = client.get("/my/consents/").content.decode()
    assert "Додане потім." not in page


@database
def test_groups_are_forgotten_by_one_click_that_tells_nothing(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    where = f"/people/data/reader/{world.taras.public_id}/"
    before = client.post(f"{where}groups/set/", follow=True).content.decode()
    actions.set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=world.now)
    after = client.post(f"{where}groups/set/", follow=True).content.decode()
    said = "Особливі групи не рахуємо"
    assert said in before
    assert said in after
    assert queries.flags_of(world.taras) == frozenset()
    assert queries.consent_in_force(world.taras, "flags") is None
