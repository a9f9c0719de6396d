"""Erasing a reader: nobody is left, every count is as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail as outbox

from oseredok.base.core.errors import Conflict
from oseredok.base.mail.actions import queue_letter
from oseredok.base.mail.models import Letter, State
from oseredok.library.people import actions as people
from oseredok.library.people import holders, queries
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import queries as privacy_queries
from oseredok.library.privacy.models import Channel, Erasure, Look
from oseredok.services.visits import actions as visits
from tests.world import World

pytestmark = pytest.mark.django_db


def _erase(world: World, reader: Reader) -> Reader:
    privacy.erase_reader(reader=reader, why=Erasure.Why.REQUEST, staff=world.head, now=world.now)
    reader.refresh_from_db()
    return reader


def test_nothing_that_names_the_reader_is_left(world: World) -> None:
    card, address = world.taras.card_number, world.taras.public_id
    taras = _erase(world, world.taras)
    assert taras.erased_on is not None
    assert taras.full_name == "стертий запис"
    assert (taras.surname, taras.phone, taras.email, taras.birth_year, taras.social_status) == ("", "", "", None, "")
    assert taras.public_id != address
    assert queries.find_readers("Шевченко") == []
    assert queries.reader_by_card(card) is None


def test_the_card_number_is_never_handed_out_again(world: World) -> None:
    card = world.taras.card_number
    _erase(world, world.taras)
    former = FormerCard.objects.get(number=card)
    assert (former.reader, former.reason) == (None, FormerCard.Reason.ERASED)
    with pytest.raises(Conflict):
        people.register_reader(
            surname="Інша", library=world.central, staff=world.consultant, now=world.now, card_number=card
        )


def test_former_cards_lose_their_reader_too(world: World) -> None:
    old = world.taras.card_number
    people.replace_card(reader=world.taras, reason=FormerCard.Reason.LOST, staff=world.consultant, now=world.now)
    _erase(world, Reader.objects.get(pk=world.taras.pk))
    assert FormerCard.objects.get(number=old).reader is None


def test_registrations_stay_and_count(world: World) -> None:
    _erase(world, world.taras)
    assert world.taras.registrations.count() == 1


def test_who_is_in_the_building_is_not_erased(world: World) -> None:
    recorded = visits.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    with pytest.raises(Conflict) as refusal:
        _erase(world, world.taras)
    assert refusal.value.code == "unfinished"
    assert "зараз у бібліотеці" in refusal.value.message
    assert recorded.visit is not None
    visits.leave(visit=recorded.visit, now=world.now)
    assert _erase(world, world.taras).erased_on is not None
    recorded.visit.refresh_from_db()
    assert recorded.visit.reader is None


def test_a_visit_may_be_taken_back_after_erasing(world: World) -> None:
    privacy.set_flags(reader=world.taras, flags=["idp"], channel=Channel.DESK, staff=world.consultant, now=world.now)
    recorded = visits.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    assert recorded.visit is not None
    visits.leave(visit=recorded.visit, now=world.now)
    _erase(world, world.taras)
    (reversal,) = visits.undo(
        gesture=recorded.gesture, place=world.central, staff=world.consultant, now=world.now + timedelta(minutes=1)
    )
    assert reversal.quantity == -1


def test_letters_lose_address_and_text_and_unsent_ones_are_never_sent(world: World) -> None:
    letter = queue_letter(
        template="test_letter", to="taras@example.com", context={"asked_at": world.now}, key="a", now=world.now
    )
    other = queue_letter(
        template="test_letter", to="olena@example.com", context={"asked_at": world.now}, key="b", now=world.now
    )
    _erase(world, world.taras)
    letter.refresh_from_db()
    assert (letter.to, letter.text, letter.html, letter.state) == ("", "", "", State.FAILED)
    other.refresh_from_db()
    assert other.to == "olena@example.com"
    assert outbox.outbox == []


def test_letters_to_an_address_of_two_readers_stay_with_the_other(world: World) -> None:
    people.register_reader(
        surname="Шевченко",
        given_name="Олена",
        email="taras@example.com",
        library=world.central,
        staff=None,
        now=world.now,
    )
    queue_letter(
        template="test_letter", to="taras@example.com", context={"asked_at": world.now}, key="a", now=world.now
    )
    _erase(world, world.taras)
    assert Letter.objects.get(key="a").to == "taras@example.com"


def test_consents_groups_and_looks_go(world: World) -> None:
    desk = {"channel": Channel.DESK, "staff": world.consultant, "now": world.now}
    privacy.give_consent(reader=world.taras, purpose="card", **desk)
    privacy.set_flags(reader=world.taras, flags=["veteran"], **desk)
    privacy.note_look(reader=world.taras, account=world.consultant, what="page", now=world.now)
    _erase(world, world.taras)
    assert not world.taras.consents.exists()
    assert not privacy_queries.flags_of(world.taras)
    assert not Look.objects.exists()


def test_an_erased_record_is_not_erased_again(world: World) -> None:
    taras = _erase(world, world.taras)
    with pytest.raises(Conflict) as refusal:
        _erase(world, taras)
    assert refusal.value.code == "reader_erased"


def test_an_erased_record_agrees_to_nothing(world: World) -> None:
    taras = _erase(world, world.taras)
    with pytest.raises(Conflict):
        privacy.give_consent(reader=taras, purpose="card", channel=Channel.DESK, staff=None, now=world.now)


def test_every_table_with_a_link_to_a_reader_has_a_holder() -> None:
    known = {name for holder in holders.holders() for name in holder.models}
    tied = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if getattr(field, "remote_field", None) and field.concrete and field.related_model is Reader
    }
    assert tied <= known, f"no holder of {sorted(tied - known)}: register one (people/holders.py)"


def test_everything_held_is_told(world: World) -> None:
    privacy.give_consent(reader=world.taras, purpose="card", channel=Channel.DESK, staff=world.head, now=world.now)
    visits.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    codes = [group.code for group in privacy_queries.held(world.taras, world.now)]
    assert [code for code in codes if code != "audit" and not code.startswith("sign_in")][:5] == [
        "card", "registrations", "visits", "journal", "consents"
    ]  # fmt: skip
    told = {fact.code: fact.value for fact in privacy_queries.held(world.taras, world.now)[0].facts}
    assert told["surname"] == "Шевченко"
    assert told["phone"].replace("\u00a0", " ") == "+380 (67) 123-45-67"


def test_the_reader_is_told_of_an_unfinished_visit_in_words_of_their_own(world: World) -> None:
    visits.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    with pytest.raises(Conflict) as refusal:
        privacy.erase_reader(reader=world.taras, why=Erasure.Why.SELF, staff=None, now=world.now)
    assert "Попросіть бібліотекаря" in refusal.value.message
    assert "Читач" not in refusal.value.message


def test_every_field_of_a_card_has_a_ukrainian_name_for_the_paper_with_changes() -> None:
    names = {field.name: str(field.verbose_name) for field in Reader._meta.concrete_fields if not field.primary_key}
    assert {name for name, words in names.items() if words.isascii()} == set()
