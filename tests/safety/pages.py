"""Every address of the site, found in the URL conf itself, with a sample of what stands in it.

A new address is walked without being listed here, unless it has parameters: then `SAMPLES` must say which real
thing to open, or the suite fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from oseredok.base.jobs import progress
from oseredok.base.mail import actions as mail
from oseredok.base.mail.tasks import deliver_letter
from oseredok.faces.front import actions as front
from oseredok.library.offer import queries as offer
from oseredok.library.people import actions as people
from oseredok.library.people.access import THIRD_PARTY, Audience, Duty
from oseredok.library.people.cards.actions import reserve_cards
from oseredok.library.people.cards.links import token_of
from oseredok.library.people.imports import actions as imports
from oseredok.library.people.merging import merge as merging
from oseredok.library.people.models import Role
from oseredok.library.people.queries import live_roles
from oseredok.library.people.registry import applications
from oseredok.library.people.registry.models import Application
from oseredok.library.places import actions as hours
from oseredok.library.places import place_actions
from oseredok.library.places.models import PublicHoliday
from oseredok.library.privacy import queries as privacy
from oseredok.library.privacy.actions import give_consent
from oseredok.library.privacy.incident_actions import report_incident
from oseredok.library.privacy.request_actions import answer_request, receive_request
from oseredok.management.closing import actions as closing
from oseredok.management.indicators import actions as indicators
from oseredok.services.events import actions as events
from oseredok.services.visits import actions as visits
from tests.documents import papers
from tests.site import written
from tests.world import DAY, World


@dataclass(frozen=True)
class Things:
    """One real thing of each kind that addresses name, all of the central library."""

    world: World
    gesture: UUID
    draft: int
    news_slug: str
    barrier: int
    barrier_token: str
    application: UUID
    event: int
    letter: int
    target: int
    batch: int
    merge: int
    room: int
    exception: int
    imported: UUID
    job: UUID
    consent: UUID
    subject_request: UUID
    answered_request: UUID
    incident: UUID
    closing: UUID
    document: UUID
    document_file: UUID
    written: int
    written_slug: str
    picture: UUID


Sample = Callable[[Things], dict[str, Any]]

SAMPLES: dict[str, Sample] = {
    "account_reset_password_from_key": lambda things: {"uidb36": "1", "key": "set-password"},
    "desk:application": lambda things: {"public_id": things.application},
    "desk:correct": lambda things: {"gesture": things.gesture},
    "desk:undo": lambda things: {"gesture": things.gesture},
    "front:document_file": lambda things: {"public_id": things.document, "file_id": things.document_file},
    "office:document": lambda things: {"public_id": things.document},
    "office:correct_document": lambda things: {"public_id": things.document},
    "office:add_document_file": lambda things: {"public_id": things.document},
    "office:document_file": lambda things: {"public_id": things.document, "file_id": things.document_file},
    "office:remove_document_file": lambda things: {"public_id": things.document, "file_id": things.document_file},
    "events:cancel": lambda things: {"pk": things.event},
    "events:event": lambda things: {"pk": things.event},
    "front:banner": lambda things: {"size": "a4"},
    "front:barrier_reported": lambda things: {"token": things.barrier_token},
    "front:card_applied": lambda things: {"token": signing.dumps(str(things.application), salt="oseredok.front.card")},
    "front:news_item": lambda things: {"slug": things.news_slug},
    "front:page": lambda things: {"slug": things.written_slug},
    "front:service": lambda things: {"code": "coworking_seat"},
    "front:topic": lambda things: {"code": "pension"},
    "mfa_edit_webauthn": lambda things: {"pk": 1},
    "mfa_remove_webauthn": lambda things: {"pk": 1},
    "machines:picture": lambda things: {"public_id": things.picture},
    "machines:small_picture": lambda things: {"public_id": things.picture},
    **{
        f"pages:{name}": lambda things: {"pk": things.written}
        for name in ("page", "edit", "standing", "publish", "take_down", "delete", "bring_back", "move", "versions")
    },
    **{f"pages:{name}": lambda things: {"pk": things.written, "number": 1} for name in ("version", "restore")},
    "newsroom:barrier": lambda things: {"pk": things.barrier},
    "newsroom:edit": lambda things: {"pk": things.draft},
    "newsroom:illustrate": lambda things: {"pk": things.draft},
    "newsroom:plan": lambda things: {"pk": things.draft},
    "newsroom:preview": lambda things: {"pk": things.draft},
    "newsroom:publish": lambda things: {"pk": things.draft},
    "newsroom:unpublish": lambda things: {"pk": things.draft},
    "office:calendar": lambda things: {"pk": things.world.central.pk},
    "office:library": lambda things: {"pk": things.world.central.pk},
    "office:move_library": lambda things: {"pk": things.world.central.pk},
    "office:new_exception": lambda things: {"pk": things.world.central.pk},
    "office:remove_exception": lambda things: {"pk": things.exception},
    "office:remove_holiday": lambda things: {"pk": PublicHoliday.objects.order_by("date")[0].pk},
    "office:room": lambda things: {"pk": things.room},
    "office:rooms": lambda things: {"pk": things.world.central.pk},
    "office:setting": lambda things: {"code": "people.merge_undo_days"},
    "office:week": lambda things: {"pk": things.world.central.pk},
    "office:account": lambda things: {"pk": things.world.consultant.pk},
    "office:correct_account": lambda things: {"pk": things.world.consultant.pk},
    "office:cancel_job": lambda things: {"task_id": things.job},
    "office:deactivate_account": lambda things: {"pk": things.world.consultant.pk},
    "office:diary": lambda things: {"code": f"{DAY:%Y-%m-%d}", "part": "users"},
    "office:diary_file": lambda things: {"code": f"{DAY:%Y-%m-%d}", "kind": "xlsx"},
    "office:dismiss_job": lambda things: {"task_id": things.job},
    "office:end_target": lambda things: {"pk": things.target},
    "office:download_backup": lambda things: {"key": UUID(int=1)},
    "office:closing": lambda things: {"key": things.closing},
    "office:export_closing": lambda things: {"key": things.closing},
    "office:download_closing": lambda things: {"key": things.closing},
    "office:cancel_closing": lambda things: {"key": things.closing},
    "office:closing_day": lambda things: {"key": things.closing},
    "office:closing_data": lambda things: {"key": things.closing},
    "office:new_closing_key": lambda things: {"key": things.closing},
    "office:closing_key": lambda things: {"key": things.closing},
    "office:seal_closing": lambda things: {"key": things.closing},
    "office:download_sealed": lambda things: {"key": things.closing},
    "office:closing_handed": lambda things: {"key": things.closing},
    "office:erase_closing": lambda things: {"key": things.closing},
    "office:last_check": lambda things: {"key": things.closing},
    "office:reopen_closing": lambda things: {"key": things.closing},
    "office:closing_act": lambda things: {"key": things.closing},
    "office:closing_act_pdf": lambda things: {"key": things.closing},
    "office:entries_file": lambda things: {"kind": "xlsx"},
    "office:free_account": lambda things: {"pk": things.world.consultant.pk},
    "office:unlink_account": lambda things: {"pk": things.world.consultant.pk},
    "office:give_role": lambda things: {"pk": things.world.consultant.pk},
    "office:indicator": lambda things: {"code": "visits.service"},
    "office:issue_password": lambda things: {"pk": things.world.consultant.pk},
    "office:job": lambda things: {"task_id": things.job},
    "office:letter": lambda things: {"pk": things.letter},
    "office:reset_second_step": lambda things: {"pk": things.world.consultant.pk},
    "office:end_sessions": lambda things: {"pk": things.world.consultant.pk},
    "office:resend_letter": lambda things: {"pk": things.letter},
    "office:restore_account": lambda things: {"pk": things.world.consultant.pk},
    "office:retry_job": lambda things: {"task_id": things.job},
    "office:take_role": lambda things: {"pk": live_roles(account=things.world.consultant)[0].pk},
    "openid_connect_callback": lambda things: {"provider_id": "oidc"},
    "openid_connect_login": lambda things: {"provider_id": "oidc"},
    "people:correct_reader": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader_back": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader_leaving": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader_pin": lambda things: {"public_id": things.world.taras.public_id},
    "imports:batch": lambda things: {"public_id": things.imported},
    "imports:report": lambda things: {"public_id": things.imported},
    "imports:set_up": lambda things: {"public_id": things.imported},
    "imports:verb": lambda things: {"public_id": things.imported, "what": "start"},
    "people:choose_merge": lambda things: {"public_id": things.world.taras.public_id},
    "people:compare": lambda things: {
        "public_id": things.world.taras.public_id,
        "other_id": things.world.daryna.public_id,
    },
    "people:merge": lambda things: {"pk": things.merge},
    "people:undo_merge": lambda things: {"pk": things.merge},
    "people:batch_sheet": lambda things: {"pk": things.batch},
    "people:card": lambda things: {"public_id": things.world.taras.public_id},
    "people:print_card": lambda things: {"public_id": things.world.taras.public_id},
    "people:send_card": lambda things: {"public_id": things.world.taras.public_id},
    "phone_card:card": lambda things: {"token": token_of(things.world.taras)},
    "phone_card:picture": lambda things: {"token": token_of(things.world.taras)},
    "people:replace_card": lambda things: {"public_id": things.world.taras.public_id},
    "setup:later": lambda things: {"code": "rooms"},
    "setup:step": lambda things: {"code": "hours"},
    "privacy:erase": lambda things: {"public_id": things.world.taras.public_id},
    "privacy:flags": lambda things: {"public_id": things.world.taras.public_id},
    "privacy:give": lambda things: {"public_id": things.world.taras.public_id},
    "privacy:paper": lambda things: {"public_id": things.world.taras.public_id},
    "privacy:reader": lambda things: {"public_id": things.world.taras.public_id},
    "privacy:set_flags": lambda things: {"public_id": things.world.taras.public_id},
    "privacy:withdraw": lambda things: {"public_id": things.consent},
    "privacy_office:activity": lambda things: {"code": "readers"},
    "privacy_office:answer_file": lambda things: {"public_id": things.answered_request},
    "privacy_office:close_incident": lambda things: {"public_id": things.incident},
    "privacy_office:consent_text": lambda things: {"pk": privacy.text_in_force("card").pk},
    "privacy_office:incident": lambda things: {"public_id": things.incident},
    "privacy_office:looks_of": lambda things: {"pk": things.world.consultant.pk},
    "privacy_office:request": lambda things: {"public_id": things.subject_request},
    "privacy_office:retire": lambda things: {"code": "readers"},
    "privacy_office:write_text": lambda things: {"purpose": "card"},
    "ui:gallery-family": lambda things: {"family": "buttons"},
}

# What a page answers to those whom it is for, when that is not 200 (and not 405 of a page that only takes POST).
ANSWERS: dict[str, set[int]] = {
    "account_login": {200, 302},  # who is signed in goes on
    "account_logout": {200, 302},  # a guest has nothing to leave
    "account_reset_password_from_key": {200},
    "mfa_authenticate": {302},  # no second step is waiting
    "mfa_reauthenticate": {200, 302},  # no second step is switched on
    "mfa_activate_totp": {302},  # the password is asked for again first
    "mfa_generate_recovery_codes": {302},
    "mfa_add_webauthn": {302},
    "mfa_edit_webauthn": {302},
    "mfa_remove_webauthn": {302},
    "mfa_login_webauthn": {302},  # a browser that is not asking for a passkey is led to the page of signing in
    "mfa_reauthenticate_webauthn": {302},  # there is no passkey
    "mfa_deactivate_totp": {302, 404},  # nothing is switched on, or the password is asked for first
    "mfa_view_recovery_codes": {404},
    "mfa_download_recovery_codes": {404},
    "cabinet:choose": {200, 302},  # a guest and a member of staff are asked to come in first
    "cabinet:enter_code": {302},  # no code was asked for
    "cabinet:sign_out": {302},
    "cabinet:email_code": {302},  # no new address waits to be proved
    "cabinet:erase_confirm": {302},  # the first screen was not sent
    "machines:favicon": {200, 301, 302},
    "office:calendar_now": {302},
    "office:diary_now": {200, 302},
    "openid_connect_callback": {404},  # no other system to sign in through
    "office:backup_password": {302},  # the password is asked for again first
    "office:download_backup": {302},
    "office:download_closing": {302, 404},
    "office:download_sealed": {302},
    "office:erase_closing": {302},
    "office:closing_act_pdf": {302},
    "office:job": {200, 404},  # whoever ordered it, and those who look after the system
    "setup:next": {302},  # it leads to a step
    "setup:start": {302},  # the centre is there already
    "newsroom:edit": {200, 302},  # news of another library is shown, not changed
}


@dataclass(frozen=True)
class Address:
    """One address of the URL conf."""

    name: str
    has_parameters: bool
    view: Any

    @property
    def audience(self) -> Audience | None:
        declared: Audience | None = getattr(self.view, "audience", None)
        return declared if declared is not None else THIRD_PARTY.get(self.name)

    def path(self, things: Things) -> str:
        return reverse(self.name, kwargs=SAMPLES[self.name](things) if self.has_parameters else None)


def _application(world: World) -> Application:
    return applications.apply_for_card(
        wish={"surname": "Лимар", "given_name": "Зоя", "birth_year": 1990, "phone": "+380670001122"},
        library=world.central,
        consent_version=1,
        now=timezone.now(),
    )


def addresses() -> list[Address]:
    """Return every address, in the order of the URL conf."""
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list[Any], spaces: tuple[str, ...]) -> Iterator[Address]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            has_parameters = bool(one.pattern.regex.groups)
            yield Address(":".join((*spaces, one.name or str(one.pattern))), has_parameters, one.callback)


def make_things(world: World) -> Things:
    """Make one of everything through the real actions."""
    now = world.now
    duty = Duty(account=world.head, place=world.central, places=[world.central], roles=frozenset({Role.HEAD}))
    words = {"title": "Вечір абеток", "summary": "Прийдіть", "body": "<p>О шостій.</p>"}
    draft = front.write_news(duty=duty, place=None, now=now, **words)
    item = front.publish_news(item=front.write_news(duty=duty, place=None, now=now, **words), duty=duty, now=now)
    page = written.published(world, place=world.central)
    barrier = front.report_barrier(where="/visit/", what="Сходи без поручнів", contact="", to="", now=now)
    event = events.record_event(
        place=world.central,
        form=offer.themes("event_form")[0],
        title="Вечір абеток",
        held_at=now - timedelta(hours=1),
        responsible=world.head,
        staff=world.head,
        now=now,
        present_offline=12,
    )
    letter = mail.queue_test_letter(to="head@example.com", key="walk", now=now)
    target = indicators.set_target(
        indicator="visits.service", place=world.central, value=Decimal(150), valid_from=DAY, source=""
    )
    queued = progress.order(deliver_letter, letter.pk, title="Надіслати лист", by="Юрій Щ.")
    visit = visits.record_visit(place=world.central, staff=world.head, now=now, reader=world.taras)
    consent = give_consent(reader=world.taras, purpose="card", channel="desk", staff=world.head, now=now)
    asked = receive_request(
        kind="access", how="desk", received_on=DAY, reader=world.taras, identity="document", staff=world.head, now=now
    )
    answered = receive_request(
        kind="copy", how="desk", received_on=DAY, reader=world.taras, identity="card", staff=world.head, now=now
    )
    answer_request(request=answered, outcome="granted", how="desk", answer="", staff=world.head, now=now)
    happened = report_incident(what="Загубили аркуш зі списком", noticed_at=now, staff=world.head, now=now)
    batch = reserve_cards(library=world.central, size=3, key=uuid4(), staff=world.head, now=now)
    doubles = [
        people.register_reader(surname="Бойко", given_name="Ніна", library=world.central, staff=None, now=now)
        for _number in range(2)
    ]
    merge = merging.merge(kept=doubles[0], gone=doubles[1], take=(), duty=duty, now=now)
    paper = papers.a_document(world, seen_by="everybody")
    paper_file = papers.a_file(world, paper)
    table = SimpleUploadedFile("readers.csv", "Прізвище;Ім’я\nБойко;Ніна\n".encode())
    imported = imports.take_file(file=table, library=world.central, staff=world.head, now=now)
    return Things(
        world=world,
        gesture=visit.gesture,
        draft=draft.pk,
        news_slug=item.slug,
        barrier=barrier.pk,
        barrier_token=_token(barrier.pk),
        application=_application(world).public_id,
        event=event.pk,
        letter=letter.pk,
        closing=closing.prepare(
            place=world.branch,
            decided_by="founder",
            order_number="14-р",
            order_date=DAY,
            ground="зміна структури бібліотеки",
            planned_on=DAY + timedelta(days=60),
            chair="Гнатюк Лідія",
            members=(),
            by=world.director,
            now=world.now,
        ).public_id,
        target=target.pk,
        batch=batch.pk,
        merge=merge.pk,
        room=place_actions.add_room(
            library=world.central, name="Зала", purpose="service", area=Decimal(60), step_free=True
        ).pk,
        exception=hours.add_exception(
            library=world.central, kind="repairs", starts_on=DAY + timedelta(days=90), ends_on=DAY + timedelta(days=91)
        ).pk,
        imported=imported.public_id,
        job=queued.task_id or UUID(int=0),
        consent=consent.public_id,
        subject_request=asked.public_id,
        answered_request=answered.public_id,
        incident=happened.public_id,
        document=paper.public_id,
        document_file=paper_file.public_id,
        written=page.pk,
        written_slug=page.slug,
        picture=written.a_picture(world).public_id,
    )


def _token(number: int) -> str:
    from django.core import signing

    from oseredok.faces.front.views.barrier import SALT

    return signing.dumps(number, salt=SALT)


def whole(response: Any) -> Any:
    """Read a file that is sent in pieces to its end, as a browser does: only then it is closed."""
    if response.streaming:
        for _piece in response.streaming_content:
            pass  # the test client closes it behind the last piece
    return response
