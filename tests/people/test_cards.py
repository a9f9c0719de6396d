"""A card is read by a scanner from paper and from a phone, shows nobody's name unsaid, and its number is nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail as outbox
from django.test import Client
from django.utils import translation

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.text import by_fours
from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.people import actions, rules
from oseredok.library.people.cards import actions as card_actions
from oseredok.library.people.cards import drawing as cards
from oseredok.library.people.cards import links as card_links
from oseredok.library.people.cards import numbers
from oseredok.library.people.cards.models import CardBatch
from oseredok.library.people.models import FormerCard, Reader
from tests.people.card_reading import codes_of_png, codes_on, pages_of, text_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day(world: World) -> Iterator[None]:
    with time_machine.travel(world.now, tick=False), translation.override("uk"):
        yield


def say(world: World, declared: object, text: str) -> None:
    set_value(declared=declared, text=text, by="Ольга Т.", now=world.now)  # type: ignore[arg-type]


# --- On paper ---------------------------------------------------------------------------------------


def test_a_scanner_reads_both_codes_of_a_card(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    answer = client.get(f"/people/{world.taras.public_id}/card/print/")
    assert answer["Content-Type"] == "application/pdf"
    (page,) = pages_of(answer.content)
    number = world.taras.card_number
    assert codes_on(page) == {"Code128": {number}, "QRCode": {number}}
    assert abs(page.width / page.height - 85.6 / 54) < 0.01


def test_the_name_is_on_a_card_only_if_the_library_chose_so(world: World) -> None:
    made = cards.card_pdf(world.taras, made_at=world.now)
    assert "Шевченко" not in text_of(made)
    assert "Осередок" in text_of(made)
    say(world, cards.PRINT_NAME, "yes")
    text = text_of(cards.card_pdf(world.taras, made_at=world.now))
    assert "Шевченко Тарас" in text
    for secret in ("Григорович", "1988", "671234567", "taras@"):
        assert secret not in text


def test_a_long_name_leaves_the_codes_readable(world: World) -> None:
    say(world, cards.PRINT_NAME, "yes")
    long = Reader(surname="Х" * 120, given_name="Ю" * 60, card_number="10000016", home_library=world.central)
    (page,) = pages_of(cards.card_pdf(long, made_at=world.now))
    assert codes_on(page) == {"Code128": {"10000016"}, "QRCode": {"10000016"}}


def test_ten_cards_stand_on_a_sheet_and_backs_come_when_chosen(world: World) -> None:
    faces = [cards.Face(rules.card_number(1_000_100 + place)) for place in range(11)]
    first, second = pages_of(cards.sheet_pdf(faces, world.central, made_at=world.now))
    assert codes_on(first)["Code128"] == codes_on(first)["QRCode"] == {face.number for face in faces[:10]}
    assert codes_on(second)["Code128"] == {faces[10].number}
    say(world, cards.TWO_SIDES, "yes")
    pages = pages_of(cards.sheet_pdf(faces, world.central, made_at=world.now), dots_per_inch=60)
    assert len(pages) == 4
    assert "вул. Садова, 7" in text_of(cards.sheet_pdf(faces[:1], world.central, made_at=world.now))


def test_a_sheet_of_the_days_new_readers_and_of_chosen_ones(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    made = client.post("/people/cards/day/", {"day": "2026-10-14"})
    both = {world.taras.card_number, world.daryna.card_number}
    assert codes_on(pages_of(made.content)[0])["Code128"] == both
    assert "нікого не записано" in client.post("/people/cards/day/", {"day": "2026-10-13"}).content.decode()
    made = client.post("/people/cards/chosen/", {"numbers": f"{world.daryna.card_number}\r\n\r\n"})
    assert codes_on(pages_of(made.content)[0])["Code128"] == {world.daryna.card_number}
    wrong = client.post("/people/cards/chosen/", {"numbers": "10000017\n<script>"})
    assert wrong.status_code == 422
    assert "нікого немає: 10000017, &lt;script&gt;" in wrong.content.decode()


# --- Numbers beforehand -----------------------------------------------------------------------------


def reserve(world: World, size: int = 5) -> CardBatch:
    return card_actions.reserve_cards(
        library=world.central, size=size, key=uuid4(), staff=world.consultant, now=world.now
    )


def register(world: World, **details: str) -> Reader:
    return actions.register_reader(
        surname="Бойко", given_name="Ніна", library=world.central, staff=None, now=world.now, **details
    )


def test_reserved_numbers_are_given_only_by_hand(world: World) -> None:
    batch, second = reserve(world), reserve(world)
    assert second.first_serial == batch.last_serial + 1
    printed = rules.card_number(batch.first_serial + 2)
    assert register(world).card_number == rules.card_number(second.last_serial + 1)
    assert register(world, card_number=printed).card_number == printed
    with pytest.raises(Conflict, match="інший читач"):
        register(world, card_number=printed)
    assert [one.left for one in card_actions.batches_of(world.central)] == [5, 4]


@pytest.mark.parametrize("size", [0, -1, 501])
def test_a_batch_has_a_sensible_size(world: World, size: int) -> None:
    with pytest.raises(Invalid) as refused:
        reserve(world, size)
    assert refused.value.code == "batch_size"


def test_a_form_sent_twice_reserves_once(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    form = {"size": "12", "key": str(uuid4())}
    assert [client.post("/people/cards/blank/", form).status_code for _ in range(2)] == [302, 302]
    batch = CardBatch.objects.get()
    made = client.get(f"/people/cards/{batch.pk}/")
    first, second = pages_of(made.content)
    assert len(codes_on(first)["Code128"] | codes_on(second)["Code128"]) == 12
    world.sign_in(client, "branch_consultant")
    assert client.get(f"/people/cards/{batch.pk}/").status_code == 404


def test_a_card_with_the_last_number_of_all_does_not_stop_the_others(world: World) -> None:
    register(world, card_number=rules.card_number(numbers.LAST_SERIAL))
    number = register(world).card_number
    assert len(number) == 8
    assert number == rules.card_number(rules.FIRST_CARD + 2)
    assert reserve(world).first_serial == rules.FIRST_CARD + 3
    assert register(world).card_number == rules.card_number(rules.FIRST_CARD + 8)


def test_a_stand_in_of_an_erased_reader_is_no_number(world: World) -> None:
    Reader.objects.filter(pk=world.daryna.pk).update(card_number=f"-{world.daryna.pk}")
    assert len(register(world).card_number) == 8


# --- Lost and worn ----------------------------------------------------------------------------------


def test_another_card_is_given_once_however_often_the_form_is_sent(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    where = f"/people/{world.taras.public_id}/card/replace/"
    old = world.taras.card_number
    form = {"reason": "worn", "card": old, "card_number": ""}
    assert client.post(where, form).headers["Location"] == f"/people/{world.taras.public_id}/card/"
    world.taras.refresh_from_db()
    again = client.post(where, form)
    assert again.status_code == 422
    assert f"Квиток уже замінено: тепер він має номер {by_fours(world.taras.card_number)}" in again.content.decode()
    assert [(one.number, one.reason) for one in FormerCard.objects.all()] == [(old, "worn")]


def test_a_card_printed_beforehand_is_taken_instead(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    printed = rules.card_number(reserve(world).first_serial)
    where = f"/people/{world.taras.public_id}/card/replace/"
    form = {"reason": "lost", "card": world.taras.card_number, "card_number": f"{printed[:4]} {printed[4:]}"}
    client.post(where, form)
    world.taras.refresh_from_db()
    assert world.taras.card_number == printed
    taken = client.post(where, {"reason": "lost", "card": printed, "card_number": world.daryna.card_number})
    assert "уже має інший читач" in taken.content.decode()
    assert "Скажіть, чому" in client.post(where, {"card": printed}).content.decode()
    assert client.post(where, {"reason": "merged", "card": printed}).status_code == 422


# --- In the phone -----------------------------------------------------------------------------------


def test_a_phone_shows_barcode_and_number_and_no_name(world: World) -> None:
    path = card_links.path_of(world.taras)
    assert world.taras.card_number not in path
    answer = Client().get(path)
    text = answer.content.decode()
    assert by_fours(world.taras.card_number) in text
    assert cards.barcode_svg(world.taras.card_number, title="Штрихкод квитка", height=70) in text
    assert "Шевченко" not in text
    assert "no-store" in answer["Cache-Control"]
    picture = Client().get(f"{path}kvytok.png")
    assert codes_of_png(picture.content)["QRCode"] == {world.taras.card_number}
    assert codes_of_png(picture.content)["Code128"] == {world.taras.card_number}
    assert "attachment" in picture["Content-Disposition"]
    assert "Save the picture" in Client().get(f"/en{path}").content.decode()


def test_a_link_dies_with_its_card_and_with_time(world: World) -> None:
    path = card_links.path_of(world.taras)
    say(world, cards.PHONE_DAYS, "10")
    with time_machine.travel(world.now + timedelta(days=9), tick=False):
        assert Client().get(path).status_code == 200
    with time_machine.travel(world.now + timedelta(days=11), tick=False):
        assert Client().get(path).status_code == 410
    actions.replace_card(reader=world.taras, reason="lost", staff=None, now=world.now)
    answer = Client().get(path)
    assert answer.status_code == 410
    assert "Це посилання більше не діє" in answer.content.decode()
    assert Client().get(f"{path}kvytok.png").status_code == 410


@pytest.mark.parametrize("token", ["x", "WyJhIl0:1wN:zzz", "%00", "а" * 300])
def test_a_made_up_link_opens_nothing(world: World, token: str) -> None:
    assert Client().get(f"/card/{token}/").status_code in (400, 410)
    with pytest.raises(NotAllowed):
        card_links.reader_of(token)


def test_the_link_goes_to_the_readers_own_address_once_a_day(world: World, client: Client) -> None:
    world.sign_in(client, "consultant")
    where = f"/people/{world.taras.public_id}/card/send/"
    client.post(where)
    client.post(where)
    letter = Letter.objects.get()
    assert letter.to == "taras@example.com"
    assert f"http://testserver{card_links.path_of(world.taras)}".rpartition(":")[0][:40] in letter.text
    assert "Шевченко" not in letter.text
    assert outbox.outbox == []
    with pytest.raises(Invalid, match="не записано"):
        card_actions.send_card(reader=world.daryna, base_url="https://library.example", now=world.now)


# --- Those who left ---------------------------------------------------------------------------------


def test_nobody_who_left_is_offered_or_given_a_card(world: World, client: Client) -> None:
    link = card_links.path_of(world.taras)
    assert client.get(link).status_code == 200
    actions.close_reader(reader=world.taras, why="moved", on=world.now.date(), now=world.now)
    left = Reader.objects.get(pk=world.taras.pk)
    world.sign_in(client, "consultant")
    page = client.get(f"/people/{left.public_id}/").content.decode()
    assert "Читач вибув" in page
    for offered in ("Надрукувати квиток", "Показати на телефоні", "Замінити квиток"):
        assert offered not in page
    for asked in ("card/", "card/print/", "card/replace/"):
        answer = client.get(f"/people/{left.public_id}/{asked}", follow=True)
        assert answer.redirect_chain == [(f"/people/{left.public_id}/", 302)]
        assert "спершу поверніть його до реєстру" in answer.content.decode()
    with pytest.raises(Conflict) as refused:
        card_actions.send_card(reader=left, base_url="https://library.example", now=world.now)
    assert refused.value.code == "reader_left"
    with pytest.raises(Conflict) as refused:
        card_actions.replace_card(
            reader=left, expected=left.card_number, reason="lost", staff=world.consultant, now=world.now
        )
    assert refused.value.code == "reader_left"
    assert client.get(link).status_code == 410, "the card in the phone ends with the registration"
    actions.reopen_reader(reader=left)
    assert client.get(link).status_code == 200
    assert client.get(f"/people/{left.public_id}/card/").status_code == 200
