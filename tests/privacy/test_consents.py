"""What a person agrees to: versions, withdrawing in one step, being asked again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.privacy import actions, queries
from oseredok.library.privacy.models import Channel, Consent, ConsentText, Purpose
from tests.world import World

pytestmark = pytest.mark.django_db


def _agree(world: World, purpose: str = Purpose.CARD, **more: object) -> Consent:
    return actions.give_consent(
        reader=world.taras, purpose=purpose, channel=Channel.DESK, staff=world.consultant, now=world.now, **more
    )


def test_each_purpose_has_a_text_from_the_start(world: World) -> None:
    assert set(queries.texts_in_force(on=clock.local_date(world.now))) == set(Purpose.values)


def test_a_consent_leads_to_the_version_that_was_read(world: World) -> None:
    consent = _agree(world)
    assert (consent.text.purpose, consent.text.version) == ("card", 1)
    assert queries.consent_in_force(world.taras, "card") == consent
    assert queries.consent_in_force(world.taras, "mail") is None


def test_agreeing_twice_is_agreeing_once(world: World) -> None:
    assert _agree(world) == _agree(world)
    assert world.taras.consents.count() == 1


def test_a_parents_consent_needs_the_parents_name(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        _agree(world, Purpose.GUARDIAN, given_by="  ")
    assert (refusal.value.code, refusal.value.field) == ("given_by_missing", "given_by")
    assert _agree(world, Purpose.GUARDIAN, given_by=" Олена  Шевченко ").given_by == "Олена Шевченко"


def test_withdrawn_consent_stays_as_a_proof_and_stands_no_more(world: World) -> None:
    consent = _agree(world)
    later = world.now + timedelta(days=2)
    actions.withdraw_consent(consent=consent, channel=Channel.WEB, staff=None, now=later)
    assert queries.consent_in_force(world.taras, "card") is None
    kept = queries.consents_of(world.taras).get()
    assert (kept.withdrawn_at, kept.withdrawn_channel, kept.withdrawn_by) == (later, "web", None)
    with pytest.raises(Conflict) as refusal:
        actions.withdraw_consent(consent=kept, channel=Channel.WEB, staff=None, now=later)
    assert refusal.value.code == "withdrawn_already"


def test_a_new_version_asks_again_only_when_it_says_so(world: World) -> None:
    consent = _agree(world)
    today = clock.local_date(world.now)
    common = {"purpose": "card", "title": "Згода", "body": "Текст", "in_force_from": today, "made_at": world.now}
    ConsentText.objects.create(version=2, **common)
    assert queries.consent_in_force(world.taras, "card", on=today) == consent
    ConsentText.objects.create(version=3, asks_again=True, **common)
    assert queries.consent_in_force(world.taras, "card", on=today) is None
    assert world.taras in queries.lacking("card", on=today)
    assert _agree(world).text.version == 3
    assert world.taras not in queries.lacking("card", on=today)


def test_a_parent_is_asked_anew_for_a_child_and_a_grown_up_for_themselves(world: World) -> None:
    """The desk has one button «Згоду підписано на папері»: the paper of a child is signed by the parent on the card."""
    child, today = world.daryna, clock.local_date(world.now)
    child.birth_year, child.birth_date = today.year - 9, None
    child.guardian_name = "Марчук Оксана Петрівна"
    child.save()
    said = {"purpose": "card", "staff": world.consultant, "now": world.now}
    assert actions.give_consent(reader=child, channel=Channel.PAPER, **said).given_by == "Марчук Оксана Петрівна"
    grown, reader = today.year - 40, world.taras
    reader.birth_year, reader.birth_date, reader.guardian_name = grown, None, "Шевченко Катерина"
    reader.save()
    assert actions.give_consent(reader=reader, channel=Channel.PAPER, **said).given_by == ""


def test_groups_are_kept_with_a_consent_and_go_with_it(world: World) -> None:
    set_on_desk = {"channel": Channel.DESK, "staff": world.consultant, "now": world.now}
    assert queries.flags_of(world.taras) == frozenset()
    actions.set_flags(reader=world.taras, flags=["idp", "veteran"], **set_on_desk)
    assert queries.flags_of(world.taras) == {"idp", "veteran"}
    assert queries.consent_in_force(world.taras, Purpose.FLAGS) is not None
    actions.set_flags(reader=world.taras, flags=["idp"], **set_on_desk)
    assert queries.flags_of(world.taras) == {"idp"}
    consent = queries.consent_in_force(world.taras, Purpose.FLAGS)
    assert consent is not None
    actions.withdraw_consent(consent=consent, channel=Channel.WEB, staff=None, now=world.now)
    assert queries.flags_of(world.taras) == frozenset()


def test_no_groups_at_all_takes_the_consent_back(world: World) -> None:
    set_on_desk = {"channel": Channel.DESK, "staff": world.consultant, "now": world.now}
    actions.set_flags(reader=world.taras, flags=["idp"], **set_on_desk)
    actions.set_flags(reader=world.taras, flags=[], **set_on_desk)
    assert queries.flags_of(world.taras) == frozenset()
    assert queries.consent_in_force(world.taras, Purpose.FLAGS) is None


def test_groups_do_not_count_when_a_newer_text_asks_again(world: World) -> None:
    actions.set_flags(reader=world.taras, flags=["idp"], channel=Channel.DESK, staff=world.consultant, now=world.now)
    today = clock.local_date(world.now)
    ConsentText.objects.create(
        purpose="flags", version=2, title="Згода", body="Текст", in_force_from=today, asks_again=True, made_at=world.now
    )
    assert queries.flags_of(world.taras, on=today) == frozenset()


def test_an_unknown_group_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.set_flags(
            reader=world.taras, flags=["rich"], channel=Channel.DESK, staff=world.consultant, now=world.now
        )
    assert refusal.value.code == "flag_unknown"
