"""The demo's registry beyond ordinary readers: organisations, who waits for a card, what people asked about their data."""

from datetime import date, datetime, time, timedelta

from oseredok.base.core import clock
from oseredok.demo import folk
from oseredok.demo.signins import sample_reader
from oseredok.library.people.actions import correct_reader
from oseredok.library.people.cards.actions import replace_card
from oseredok.library.people.models import Account, FormerCard, Reader
from oseredok.library.people.registry.applications import Wish, apply_for_card
from oseredok.library.places.models import Library
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy.incident_actions import close_incident, report_incident, tell_more
from oseredok.library.privacy.models import Channel, Look, Purpose, SubjectRequest
from oseredok.library.privacy.request_actions import answer_request, receive_request
from oseredok.services.visits import actions as visits

Asks, How, Identity = SubjectRequest.Kind, SubjectRequest.How, SubjectRequest.Identity


def enrol_newcomers(*, libraries: dict[str, Library], staff: Account, days: list[date]) -> None:
    """Register organisations, a guest, a remote reader and one person twice, each on one of the working `days`."""
    for day, (place, data) in zip(reversed(days), folk.NEWCOMERS, strict=False):
        visits.enrol_reader(
            data=data,
            agreed=visits.Agreed(Channel.PAPER),
            library=libraries[place],
            staff=staff,
            now=clock.moment_at(day, time(11, 20)),
        )


def fill_registry(*, libraries: dict[str, Library], staff: Account, now: datetime) -> None:
    """Write down what is told about readers and is not counted."""
    _wait_for_cards(libraries=libraries, now=now)
    grown_up = _grown_up()
    for reader, flags in zip(grown_up, folk.GROUPS, strict=False):
        privacy.set_flags(reader=reader, flags=flags, channel=Channel.DESK, staff=staff, now=now - timedelta(days=20))
    asks, corrected, lost = grown_up[-3:]
    card = lost.card_number
    replace_card(reader=lost, expected=card, reason=FormerCard.Reason.LOST, staff=staff, now=now - timedelta(days=4))
    _ask_about_data(asks=asks, corrected=corrected, staff=staff, now=now)
    _live_through_an_incident(staff=staff, now=now - timedelta(days=48))
    _know_the_sample(staff=staff, now=now)


def _grown_up() -> list[Reader]:
    """Some grown-up readers of the central library, the one of the demo's own door not among them."""
    rows = Reader.objects.filter(home_library__is_central=True, birth_year__lte=2000).exclude(pk=sample_reader().pk)
    return list(rows.order_by("pk")[:12])


def _wait_for_cards(*, libraries: dict[str, Library], now: datetime) -> None:
    for place, hours_ago, told in folk.WAITING:
        wish: Wish = {**told, "birth_year": told["birth_year"] or now.year - folk.CHILD_IS}
        apply_for_card(wish=wish, library=libraries[place], consent_version=1, now=now - timedelta(hours=hours_ago))


def _ask_about_data(*, asks: Reader, corrected: Reader, staff: Account, now: datetime) -> None:
    today = clock.local_date(now)
    receive_request(
        kind=Asks.COPY, how=How.PAPER, received_on=today - timedelta(days=16), reader=asks, identity=Identity.CARD,
        staff=staff, now=now, details=folk.ASKED,
    )  # fmt: skip
    answered = receive_request(
        kind=Asks.CORRECT, how=How.DESK, received_on=today - timedelta(days=33), reader=corrected,
        identity=Identity.DOCUMENT, staff=staff, now=now,
    )  # fmt: skip
    answer_request(
        request=answered, outcome=SubjectRequest.Outcome.GRANTED, how=How.DESK, answer="Рік народження виправлено.",
        staff=staff, now=now - timedelta(days=32),
    )  # fmt: skip


def _live_through_an_incident(*, staff: Account, now: datetime) -> None:
    incident = report_incident(
        what=folk.INCIDENT["what"], noticed_at=now, staff=staff, now=now, people=folk.INCIDENT_PEOPLE
    )
    tell_more(
        incident=incident, people=folk.INCIDENT_PEOPLE, categories=folk.INCIDENT["categories"],
        measures=folk.INCIDENT["measures"], told=folk.INCIDENT["told"], steps=[*folk.INCIDENT_STEPS], staff=staff, now=now,
    )  # fmt: skip
    close_incident(incident=incident, staff=staff, now=now + timedelta(days=1))


def _know_the_sample(*, staff: Account, now: datetime) -> None:
    """Give whoever tries «Мої дані» something to see there: consents, a group, colleagues who looked."""
    reader = sample_reader()
    correct_reader(
        reader=reader,
        data={
            "surname": reader.surname, "given_name": reader.given_name, "patronymic": reader.patronymic,
            "birth_year": reader.birth_year, "phone": reader.phone, "social_status": reader.social_status,
            "email": folk.SAMPLE_EMAIL,
        },
        now=now,
    )  # fmt: skip
    # Not at night and not before the person came: what stands on the page must agree with itself.
    joined = clock.moment_at(reader.registrations.earliest("registered_on").registered_on, time(18, 30))
    for purpose in (Purpose.CARD, Purpose.MAIL):
        privacy.give_consent(reader=reader, purpose=purpose, channel=Channel.DESK, staff=staff, now=joined)
    seen = clock.moment_at(clock.local_date(now) - timedelta(days=6), time(11))
    privacy.note_look(reader=reader, account=staff, what=Look.What.PAGE, now=seen)
    privacy.note_look(reader=reader, account=staff, what=Look.What.CARD, now=seen)
