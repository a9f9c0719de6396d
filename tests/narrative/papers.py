"""Reports of the world, made by the real actions."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.library.places.models import Library
from oseredok.management.reports.narrative import actions, block_actions, signing
from oseredok.management.reports.narrative.models import Block, Report
from tests.world import World

SEPTEMBER = Period.month(2026, 9)
OCTOBER = Period.month(2026, 10)
LATER = clock.moment_at(date(2026, 11, 3), time(11))
"""October is over; a Tuesday."""


def duty_of(world: World, who: str) -> Duty:
    """The duty of a member of staff, with the true places of the roles."""
    assignment = world.accounts[who].role_assignments.get()
    place = assignment.place or world.central
    places = [assignment.place] if assignment.place else list(Library.objects.all())
    role = Role(assignment.role)
    return Duty(world.accounts[who], place, places, frozenset({role}), held=frozenset({(role, assignment.place_id)}))


def draft(
    world: World, *, who: str = "director", period: Period = OCTOBER, now: datetime = LATER, **told: Any
) -> Report:
    places = told.get("places")
    return actions.begin_report(
        template=told.get("template", "month"), period=period, places=places, duty=duty_of(world, who), now=now
    )


def block(report: Report, kind: str) -> Block:
    found = report.blocks.filter(kind=kind, removed_at__isnull=True).first()
    assert found is not None
    return found


def write(world: World, part: Block, *, who: str = "director", now: datetime = LATER, **told: Any) -> Block:
    part.refresh_from_db()
    words = block_actions.Words(
        title=told.get("title", part.title),
        text=told.get("text", part.text),
        codes=told.get("codes", part.code_list),
        view=told.get("view", part.view),
    )
    return block_actions.write_block(
        block=part, words=words, seen=told.get("seen", part.version), duty=duty_of(world, who), now=now
    )


def sign(world: World, report: Report, *, who: str = "director", now: datetime = LATER, number: str = "1") -> Report:
    return signing.sign_report(
        report=report, number=number, dated=clock.local_date(now), duty=duty_of(world, who), now=now
    )


def photo(name: str = "hall.jpg", colour: str = "navy") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
