"""Every address of the site, found in the URL conf itself, with a sample of what stands in it.

A new address is walked without being listed here, unless it has parameters: then `SAMPLES` must say which real
thing to open, or the suite fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from oseredok.base.core import clock
from oseredok.base.jobs import progress
from oseredok.base.mail import actions as mail
from oseredok.base.mail.tasks import deliver_letter
from oseredok.collections.catalogue.copying.models import Target
from oseredok.collections.catalogue.exhibitions.models import Exhibit
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
from oseredok.library.places import outages, place_actions
from oseredok.library.places.models import PublicHoliday
from oseredok.library.privacy import queries as privacy
from oseredok.library.privacy.actions import give_consent
from oseredok.library.privacy.incident_actions import report_incident
from oseredok.library.privacy.request_actions import answer_request, receive_request
from oseredok.management.closing import actions as closing
from oseredok.management.indicators import actions as indicators
from oseredok.management.reports.narrative import block_actions
from oseredok.management.reports.narrative.models import Block
from oseredok.management.reports.statistics_form import correcting
from oseredok.management.reports.statistics_form.models import Line
from oseredok.services.alerts import links
from oseredok.services.alerts.models import Often, SavedSearch
from oseredok.services.events import actions as events
from oseredok.services.seats import booking, faults, layout, lending, photos, planning, sitting
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.stations import actions as stations
from oseredok.services.seats.who import Who
from oseredok.services.visits import actions as visits
from oseredok.services.wifi import actions as wifi
from oseredok.spine.feedback.letters import rating_token
from oseredok.spine.feedback.models import Point, Topic
from oseredok.spine.surveys.models import FreeText
from tests.catalogue import checking
from tests.catalogue import samples as catalogue
from tests.desk_hall import stage as halls
from tests.documents import papers
from tests.feedback import said
from tests.front_catalogue import shelves
from tests.monitoring import cases as monitoring
from tests.narrative import papers as narrative
from tests.printing import papers as printing
from tests.site import written
from tests.statistics_form.forms import AFTER, YEAR, a_report, a_version, cell_of, signed
from tests.surveys import questionnaires
from tests.wifi.network import turn_on
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
    twins: str
    catalogue: catalogue.Samples
    job: UUID
    consent: UUID
    subject_request: UUID
    answered_request: UUID
    incident: UUID
    closing: UUID
    document: UUID
    document_file: UUID
    monitoring: UUID
    published_monitoring: UUID
    monitoring_decision: int
    former_decision: int
    written: int
    written_slug: str
    picture: UUID
    survey: str
    survey_draft: str
    survey_question: int
    survey_text: int
    six_version: int
    six_section: int
    six_column: int
    six_line: int
    six_control: int
    six_cell: int
    corrected: str
    six_relation: int
    report: UUID
    report_photo: int
    tile: str
    desk_point: Point
    comment: int
    slips: int
    seat: UUID
    booking: UUID
    fault: int
    station: UUID
    outage: int
    handout: int
    planned_room: int
    plan_thing: int
    wifi_code: UUID
    wifi_slips: int
    print_file: UUID
    print_job: UUID
    hold: UUID
    waiting: UUID
    club: UUID
    change: int
    record: int
    book_copy: int
    lender: int
    heading: int
    exhibit: Exhibit


def kept_search() -> SavedSearch:
    """A search that somebody keeps by their address."""
    now = timezone.now()
    told = {"saved_at": now, "kept_since": now, "told_through": clock.local_date(now), "often": Often.WEEKLY}
    return SavedSearch.objects.get_or_create(email="search@example.com", name="Сад", query="сад", defaults=told)[0]


Sample = Callable[[Things], dict[str, Any]]

SAMPLES: dict[str, Sample] = {
    "account_reset_password_from_key": lambda things: {"uidb36": "1", "key": "set-password"},
    "front:print_file": lambda things: {"public_id": things.print_file},
    "front:print_first_page": lambda things: {"public_id": things.print_file},
    "front:print_withdraw": lambda things: {"public_id": things.print_file},
    "desk:print_file": lambda things: {"public_id": things.print_file},
    "desk:print_open": lambda things: {"public_id": things.print_file},
    "desk:print_first_page": lambda things: {"public_id": things.print_file},
    "desk:print_refuse": lambda things: {"public_id": things.print_file},
    "desk:print_undo": lambda things: {"gesture": things.gesture},
    "desk:print_job": lambda things: {"public_id": things.print_job},
    "desk:print_cancel": lambda things: {"public_id": things.print_job},
    "desk:application": lambda things: {"public_id": things.application},
    "desk:correct": lambda things: {"gesture": things.gesture},
    "desk:take_back_slips": lambda things: {"pk": things.slips},
    "desk:undo": lambda things: {"gesture": things.gesture},
    **{f"desk:wifi_{name}": lambda things: {"public_id": things.wifi_code} for name in ("code", "slip", "revoke")},
    **{f"desk:wifi_{name}": lambda things: {"pk": things.wifi_slips} for name in ("sheet", "revoke_slips")},
    "desk:wifi_undo": lambda things: {"gesture": things.gesture},
    **{
        f"office:hall:{name}": lambda things: {"place": things.world.central.pk}
        for name in ("seats_of", "new_seat", "rules", "labels", "laptops", "laptops_file", "stations")
    },
    **{
        f"office:hall:{name}": lambda things: {"public_id": things.seat}
        for name in ("seat", "retire", "bring_back", "report_fault", "put_photo", "drop_photo")
    },
    **{
        f"office:hall:{name}": lambda things: {"room": things.planned_room}
        for name in ("plan", "plan_size", "plan_cells", "plan_arrange", "plan_on_wall", "plan_on_floor")
    },
    "office:hall:take_back": lambda things: {"pk": things.handout},
    "office:hall:hand_out": lambda things: {"public_id": things.hold},
    "office:hall:plan_remove": lambda things: {"pk": things.plan_thing},
    "office:hall:fixed": lambda things: {"pk": things.fault},
    "office:hall:unpair": lambda things: {"public_id": things.station},
    **{f"hall:{name}": lambda things: {"public_id": things.seat} for name in ("seat", "fault", "expected", "fixed")},
    **{
        f"hall:{name}": lambda things: {"public_id": things.hold}
        for name in (
            "one",
            "slip",
            "change",
            "cancel",
            "came",
            "missed",
            "extend",
            "end",
            "move",
            "mistake",
            "lend",
            "back",
        )
    },
    **{f"hall:{name}": lambda things: {"public_id": things.waiting} for name in ("accept", "leave")},
    **{f"hall:{name}": lambda things: {"public_id": things.club} for name in ("club", "cancel_club")},
    "hall:told": lambda things: {"pk": things.change},
    "hall_screen:screen": lambda things: {"place": "central"},
    "kiosk:more": lambda things: {"code": things.tile},
    "kiosk:tile": lambda things: {"code": things.tile},
    "office:comment": lambda things: {"pk": things.comment},
    "office:point": lambda things: {"pk": things.desk_point.pk},
    "office:point_card": lambda things: {"pk": things.desk_point.pk, "size": "a6"},
    "office:revoke_point": lambda things: {"pk": things.desk_point.pk},
    "office:set_topic": lambda things: {"pk": Topic.objects.order_by("pk")[0].pk},
    "opinion:code": lambda things: {"code": things.desk_point.code},
    "opinion:here": lambda things: {"place": "central"},
    "opinion:later": lambda things: {"token": said.later_token(things.world)},
    "opinion:letter": lambda things: {"token": rating_token(key="walk", place=things.world.central)},
    "opinion:service": lambda things: {"place": "central", "service": "eservice_help"},
    "front:document_file": lambda things: {"public_id": things.document, "file_id": things.document_file},
    "office:figure_history": lambda things: {"code": "staff.total"},
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
    "front:monitoring": lambda things: {"key": things.published_monitoring},
    "front:monitoring_file": lambda things: {"key": things.published_monitoring, "kind": "csv"},
    **{
        f"office:monitoring{name}": lambda things: {"key": things.monitoring}
        for name in (
            "",
            "_freeze",
            "_later",
            "_words",
            "_before",
            "_conclusions",
            "_decide",
            "_approve",
            "_back",
            "_make_files",
            "_publish",
            "_withdraw",
        )
    },
    "office:monitoring_restore": lambda things: {"key": things.monitoring, "code": "visits.total"},
    "office:monitoring_check": lambda things: {"key": things.monitoring, "pk": things.former_decision},
    "office:monitoring_take_back": lambda things: {"key": things.monitoring, "pk": things.monitoring_decision},
    "office:monitoring_file": lambda things: {"key": things.monitoring, "kind": "csv"},
    "front:browse": lambda things: {"way": "authors"},
    "front:heading": lambda things: {"pk": things.heading, "words": "haiova-lidiia-petrivna"},
    "front:heading_short": lambda things: {"pk": things.heading},
    **{
        f"catalogue_records:{name}": lambda things: {"pk": things.record}
        for name in ("record", "card", "labels", "hide", "show", "separate")
    },
    "catalogue_quality:twin": lambda things: {"key": things.twins},
    "catalogue_quality:check": lambda things: {"code": "year"},
    "catalogue_quality:file": lambda things: {"code": "year", "kind": "csv"},
    **{f"catalogue_new:{name}": lambda things: {"pk": things.record} for name in ("correct", "copies")},
    **{f"catalogue_new:{name}": lambda things: {"pk": things.book_copy} for name in ("copy", "remove")},
    **{f"copying:{name}": lambda things: {"pk": things.lender} for name in ("target", "try_out", "delete")},
    "front:classes": lambda things: {"scheme": "udc"},
    "catalogue_new:describe": lambda things: {"kind": "book"},
    "catalogue_new:verb": lambda things: {"pk": things.record, "what": "restore"},
    "front:exhibition": lambda things: {"slug": things.exhibit.exhibition.slug},
    "exhibitions:exhibit": lambda things: {"pk": things.exhibit.pk},
    **{
        f"exhibitions:{name}": lambda things: {"pk": things.exhibit.exhibition_id}
        for name in ("exhibition", "words", "show", "delete")
    },
    "front:own_list_change": lambda things: {"pk": things.record},
    "front:own_list_file": lambda things: {"extension": "ris"},
    "front:record": lambda things: {"pk": things.record, "words": "mlyny-nad-tykhoiu"},
    "front:record_short": lambda things: {"pk": things.record},
    "front:record_citation": lambda things: {"pk": things.record, "extension": "ris"},
    "front:news_item": lambda things: {"slug": things.news_slug},
    "front:page": lambda things: {"slug": things.written_slug},
    "front:saved_search": lambda things: {"key": links.key_of(kept_search())},
    "front:stop_saved_search": lambda things: {"key": "forged"},  # the right one is tried in tests/alerts
    "front:change_saved_search": lambda things: {"public_id": kept_search().public_id},
    "front:service": lambda things: {"code": "coworking_seat"},
    "front:survey": lambda things: {"code": things.survey},
    **{f"seats:{name}": lambda things: {"public_id": things.seat} for name in ("seat", "come", "sit", "photo")},
    **{f"seats:{name}": lambda things: {"public_id": things.waiting} for name in ("waiting", "take", "leave")},
    **{
        f"seats:{name}": lambda things: {"public_id": things.booking}
        for name in ("booking", "calendar", "change", "cancel", "extend", "end")
    },
    "front:survey_thanks": lambda things: {"token": signing.dumps(things.survey, salt="oseredok.front.survey")},
    "front:topic": lambda things: {"code": "pension"},
    "front:wifi_code": lambda things: {"public_id": things.wifi_code},
    "mfa_edit_webauthn": lambda things: {"pk": 1},
    "mfa_remove_webauthn": lambda things: {"pk": 1},
    "machines:picture": lambda things: {"public_id": things.picture},
    "machines:small_picture": lambda things: {"public_id": things.picture},
    **{
        f"pages:{name}": lambda things: {"pk": things.written}
        for name in ("page", "edit", "standing", "publish", "take_down", "delete", "bring_back", "move", "versions")
    },
    **{f"pages:{name}": lambda things: {"pk": things.written, "number": 1} for name in ("version", "restore")},
    "programs:copies": lambda things: {"pk": things.record},
    "programs:nothing": lambda things: {"rest": "anything"},
    "programs:sitemap_part": lambda things: {"number": 1},
    "programs:record": lambda things: {"pk": things.record},
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
    "office:new_outage": lambda things: {"pk": things.world.central.pk},
    "office:remove_outage": lambda things: {"pk": things.outage},
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
    "office:ratings_file": lambda things: {"kind": "xlsx"},
    **{
        f"office:{name}": lambda things: {"public_id": things.report}
        for name in ("report", "report_details", "sign_report", "copy_report", "add_report_block")
    },
    **{
        f"office:{name}": lambda things: {"public_id": things.report, "pk": things.report_photo}
        for name in (
            "report_block",
            "put_report_photo",
            "report_photo",
            "report_consent",
            "move_report_block",
            "remove_report_block",
        )
    },
    "office:report_file": lambda things: {"public_id": things.report, "kind": "pdf"},
    "office:report_verb": lambda things: {"public_id": things.report, "what": "discard"},
    "office:restore_report_text": lambda things: {
        "public_id": things.report,
        "pk": things.report_photo,
        "former_id": 1,
    },
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
    **{
        f"office:surveys:{name}": lambda things: {"code": things.survey}
        for name in ("one", "words", "open", "close", "copy", "results", "texts", "preview", "blank", "batches")
    },
    "office:surveys:delete": lambda things: {"code": things.survey_draft},
    "office:surveys:new_question": lambda things: {"code": things.survey_draft, "kind": "scale"},
    "office:surveys:question": lambda things: {"code": things.survey_draft, "pk": things.survey_question},
    "office:surveys:move_question": lambda things: {"code": things.survey_draft, "pk": things.survey_question},
    "office:surveys:remove_question": lambda things: {"code": things.survey_draft, "pk": things.survey_question},
    "office:surveys:file": lambda things: {"code": things.survey, "kind": "xlsx"},
    "office:surveys:decide": lambda things: {"code": things.survey, "pk": things.survey_text},
    "office:surveys:batch": lambda things: {"code": things.survey, "number": 1},
    "office:surveys:undo": lambda things: {"code": things.survey, "number": 1, "slip": 1},
    "office:take_role": lambda things: {"pk": live_roles(account=things.world.consultant)[0].pk},
    **{f"office:six_nk{name}": lambda things: {"year": YEAR, "place": "all"} for name in ("", "_save", "_sent")},
    "office:six_nk_year": lambda things: {"year": YEAR},
    "office:six_nk_do": lambda things: {"year": YEAR, "place": "all", "what": "read"},
    "office:six_nk_file": lambda things: {"year": YEAR, "place": "all", "kind": "csv"},
    "office:six_nk_edition": lambda things: {"year": YEAR, "place": things.corrected, "number": 1},
    "office:six_nk_edition_file": lambda things: {
        "year": YEAR,
        "place": things.corrected,
        "number": 1,
        "kind": "csv",
    },
    "office:six_nk_former_number": lambda things: {
        "year": YEAR,
        "place": things.corrected,
        "number": 1,
        "cell": things.six_cell,
    },
    "office:six_nk_correct": lambda things: {"year": YEAR, "place": "all"},
    "office:six_nk_number": lambda things: {
        "year": YEAR,
        "place": "all",
        "cell": things.six_cell,
    },
    "office:six_nk_relation": lambda things: {
        "year": YEAR,
        "place": "all",
        "control": things.six_relation,
    },
    "office:six_nk_form_do": lambda things: {"pk": things.six_version, "what": "force"},
    **{
        f"office:six_nk_{name}": lambda things: {"pk": things.six_version}
        for name in ("form", "copy", "about", "structure", "import", "new_section", "new_control")
    },
    **{
        f"office:six_nk_{name}": lambda things: {"pk": things.six_section}
        for name in ("section", "new_line", "new_column")
    },
    "office:six_nk_line": lambda things: {"pk": things.six_line},
    "office:six_nk_column": lambda things: {"pk": things.six_column},
    "office:six_nk_control": lambda things: {"pk": things.six_control},
    "openid_connect_callback": lambda things: {"provider_id": "oidc"},
    "openid_connect_login": lambda things: {"provider_id": "oidc"},
    "people:correct_reader": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader_back": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader_leaving": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader": lambda things: {"public_id": things.world.taras.public_id},
    "people:reader_pin": lambda things: {"public_id": things.world.taras.public_id},
    **{
        f"catalogue_imports:{name}": lambda things: {"public_id": things.catalogue.batch}
        for name in ("batch", "findings", "rejected", "follow")
    },
    "catalogue_imports:set_up": lambda things: {"public_id": things.catalogue.taken},
    "catalogue_imports:places": lambda things: {"origin_id": things.catalogue.origin},
    "catalogue_imports:stop_feed": lambda things: {"feed_id": things.catalogue.feed},
    "catalogue_imports:verb": lambda things: {"public_id": things.catalogue.batch, "what": "undo"},
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
    "front:save_search": {302},  # nothing was sought yet: to the search
    "account_login": {200, 302},  # who is signed in goes on
    "account_logout": {200, 302},  # a guest has nothing to leave
    "account_reset_password_from_key": {200},
    "seats:book": {302},  # whoever only comes back begins anew
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
    "seats:where": {422},  # no time was chosen
    "seats:you": {422},
    "front:heading_short": {301},  # the number alone leads to the whole address
    "front:record_short": {301},
    "machines:favicon": {200, 301, 302},
    "office:calendar_now": {302},
    "office:diary_now": {200, 302},
    "office:six_nk_now": {302},
    "openid_connect_callback": {404},  # no other system to sign in through
    "office:backup_password": {302},  # the password is asked for again first
    "office:download_backup": {302},
    "office:download_closing": {302, 404},
    "office:download_sealed": {302},
    "office:erase_closing": {302},
    "office:closing_act_pdf": {302},
    "office:monitoring_approve": {302},
    "office:job": {200, 404},  # whoever ordered it, and those who look after the system
    "setup:next": {302},  # it leads to a step
    "setup:start": {302},  # the centre is there already
    "desk:print_jobs": {302},  # a part of a page for the page itself
    "newsroom:edit": {200, 302},  # news of another library is shown, not changed
    "programs:nothing": {404},  # an address of the API that is none
    "privacy:erase": {200, 302},  # a reader of another library is not erased from a branch
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


def an_application(world: World) -> Application:
    return applications.apply_for_card(
        wish={"surname": "Лимар", "given_name": "Зоя", "birth_year": 1990, "phone": "+380670001122"},
        library=world.central,
        consent_version=1,
        now=timezone.now(),
    )


def _corrected(world: World) -> str:
    """Signed data of the central library that are being corrected; the first edition is read at an address of its own."""
    first = signed(world, a_report(world, place=world.central))
    director = papers.duty(world, "director")
    correcting.correct(report=first, why="Знайшли ще один акт", duty=director, now=AFTER)
    return str(world.central.pk)


def _photo_of_a_report(world: World) -> Block:
    duty = narrative.duty_of(world, "head")
    report = narrative.draft(world, who="head", period=narrative.SEPTEMBER, now=world.now, places=[world.central])
    block = block_actions.add_block(report=report, kind="photo", duty=duty, now=world.now)
    return block_actions.put_photo(block=block, file=narrative.photo(), alt="Зала", duty=duty, now=world.now)


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
    photo = _photo_of_a_report(world)
    sampled = monitoring.samples(world)
    record = shelves.mills(world)
    twins = checking.twins(world)
    return Things(
        world=world,
        record=record.pk,
        lender=Target.objects.create(name="Обласна", address="http://127.0.0.1:9/sru").pk,
        book_copy=record.copies.all()[0].pk,
        heading=record.mentions.all()[0].heading_id,
        exhibit=shelves.shown(world, record),
        gesture=visit.gesture,
        draft=draft.pk,
        news_slug=item.slug,
        barrier=barrier.pk,
        barrier_token=_token(barrier.pk),
        application=an_application(world).public_id,
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
        twins=twins,
        catalogue=catalogue.make(world),
        job=queued.task_id or UUID(int=0),
        consent=consent.public_id,
        subject_request=asked.public_id,
        answered_request=answered.public_id,
        incident=happened.public_id,
        document=paper.public_id,
        monitoring=sampled.draft.public_id,
        published_monitoring=sampled.published.public_id,
        monitoring_decision=sampled.decision.pk,
        former_decision=sampled.former.pk,
        document_file=paper_file.public_id,
        written=page.pk,
        written_slug=page.slug,
        picture=written.a_picture(world).public_id,
        **_surveys(world),
        **_six_nk(world),
        report=photo.report.public_id,
        report_photo=photo.pk,
        tile=said.point(world).code,
        desk_point=said.point(world, "desk"),
        comment=said.comment(world).pk,
        slips=said.slips(world, {5: 3}).pk,
        **_hall(world),
        **_wifi(world),
        print_file=printing.laid(world.central).public_id,
        print_job=printing.printed(world).public_id,
        **halls.one_of_each(world),
    )


def _hall(world: World) -> dict[str, Any]:
    """Two seats: one with a booking of the next day, one out of order."""
    room = place_actions.add_room(
        library=world.central, name="Коворкінг", purpose="coworking", area=Decimal(42), step_free=True
    )
    seat, broken = (layout.add_seat(room=room, name=name, kind="laptop") for name in ("Ноутбук 1", "Ноутбук 2"))
    fault = faults.report(seat=broken, reason="Не вмикається", staff_name="Наталя К.", now=world.now)
    wish = Wish(clock.moment_at(clock.local_date(world.now) + timedelta(days=1), time(15)), 60, seat=seat)
    hold = booking.book(place=world.central, wish=wish, who=Who(nickname="Орися"), now=world.now, way="desk")
    asking, _token = stations.ask(now=world.now)
    station = stations.confirm(code=asking.code, seat=seat, now=world.now)
    photos.put(seat=seat, file=SimpleUploadedFile("стіл.jpg", written.photo(size=(60, 40))), alt="Стіл біля вікна")
    sat = sitting.walk_in(seat=seat, who=Who(nickname="Назар"), now=world.now, minutes=30)
    handout = lending.hand_out(hold=sat, staff=world.consultant, now=world.now)
    dark = outages.add(
        library=world.central, day=clock.local_date(world.now) + timedelta(days=1), since=time(12), until=time(15),
        now=world.now,
    )  # fmt: skip
    planning.set_plan(room=room, columns=3, rows=2)
    planning.place_seats(room=room, cells={seat: (1, 1)})
    thing = planning.add_thing(room=room, kind="door", column=2, row=3)
    return {
        "seat": seat.public_id,
        "booking": hold.public_id,
        "fault": fault.pk,
        "station": station.public_id,
        "outage": dark.pk,
        "handout": handout.pk,
        "planned_room": room.pk,
        "plan_thing": thing.pk,
    }


def _wifi(world: World) -> dict[str, Any]:
    """A sheet of slips that may lie for a year, and one of its codes."""
    turn_on(world.central)
    batch = wifi.print_batch(place=world.central, size=2, days=366, now=world.now)
    return {"wifi_code": batch.codes.order_by("pk")[0].public_id, "wifi_slips": batch.pk}


def _surveys(world: World) -> dict[str, Any]:
    here = [world.central]
    survey, draft = questionnaires.opened(world, places=here, days=None), questionnaires.drafted(world, places=here)
    questionnaires.answered(survey, world, text="Більше лавок надворі")
    questionnaires.typed_in(survey, world)
    return {
        "survey": survey.code,
        "survey_draft": draft.code,
        "survey_question": draft.questions.first().pk,
        "survey_text": FreeText.objects.filter(response__survey=survey).latest("pk").pk,
    }


def _six_nk(world: World) -> dict[str, int]:
    """The yearly form of the whole system, and a draft of another version."""
    a_version(world)
    report = a_report(world, place=None)
    draft = a_version(world, name="Чернетка", in_force=False)
    line = Line.objects.filter(section__version=draft)[0]
    return {
        "six_version": draft.pk,
        "six_section": line.section_id,
        "six_column": line.section.columns.all()[0].pk,
        "six_line": line.pk,
        "six_control": draft.controls.all()[0].pk,
        "six_cell": cell_of(report, "seats"),
        "corrected": _corrected(world),
        "six_relation": report.version.controls.all()[0].pk,
    }


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
