"""What the office shows of a survey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import counted
from oseredok.base.papers.qr import qr_svg
from oseredok.library.people.access import DESK, Duty, StaffRequest
from oseredok.library.places.models import Library
from oseredok.spine.surveys import queries, ready, rules
from oseredok.spine.surveys.models import Batch, Question, Response, Survey
from oseredok.spine.surveys.queries import Row
from oseredok.spine.surveys.ready import Pattern


def chosen_pattern(code: str) -> Pattern | None:
    """The ready pattern of the address; None begins an empty survey."""
    try:
        return ready.find(code) if code else None
    except Invalid:
        return None


def first_places(duty: Duty) -> Iterable[Library]:
    """Where a new survey is held until its author says otherwise: everywhere, or where the author leads."""
    return [] if duty.holds(*rules.BUILDERS, at=None) else duty.places_of(*rules.BUILDERS)


def public_address(request: HttpRequest, survey: Survey) -> str:
    """The address that people open, whole: for the QR code and the paper."""
    path = translate_url(reverse("front:survey", args=[survey.code]), "uk")
    return f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)


def qr_of(address: str) -> SafeString:
    return mark_safe(qr_svg(address, title=_("QR-код опитування"), size=150))  # noqa: S308 - drawn by segno


def of_survey(request: StaffRequest, row: Row) -> dict[str, Any]:
    """Everything on the page of one survey."""
    address = public_address(request, row.survey)
    questions = queries.questions(row.survey)
    may_change = row.may_build and rules.can_change(row.survey, answers=row.survey.responses.count())
    return {
        "row": row,
        "survey": row.survey,
        "questions": questions,
        "kinds": Question.Kind.choices,
        "may_change": may_change,
        "may_type_in": row.survey.opened_at is not None and _types_in(request.duty, row),
        "address": address,
        "qr": qr_of(address) if row.survey.opened_at else "",
        "is_local": not settings.PUBLIC_ADDRESS,
        "place_addresses": _place_addresses(address, row),
        "runs": queries.other_runs(row.survey),
    }


def _place_addresses(address: str, row: Row) -> list[tuple[str, str]]:
    """The same address with the library chosen already, for a poster or a link of each; empty when there is one."""
    places = queries.places_of(row.survey, on=local_date(timezone.now()))
    return [(one.short_name, f"{address}?at={one.code}") for one in places] if len(places) > 1 else []


def doubt_about(batch: Batch, slips: Sequence[Response]) -> str:
    """A question to the typist when more people answered than came that day; a course or a street may explain it."""
    live, visits = sum(one.undone_at is None for one in slips), queries.visits_of(batch)
    if live <= visits or not slips:
        return ""
    return _("Того дня записано {visits}, а анкет уже {slips}. День вказано правильно?").format(
        visits=counted(visits, _("відвідування"), _("відвідування"), _("відвідувань")), slips=live
    )


def _types_in(duty: Duty, row: Row) -> bool:
    here = not row.places or duty.place in row.places
    return here and duty.may(*DESK, *rules.BUILDERS)
