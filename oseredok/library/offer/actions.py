"""Verbs that write the offer."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import changes
from oseredok.base.core.errors import Invalid
from oseredok.library.offer import catalogue
from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme


@transaction.atomic
def load_catalogue() -> int:
    """Bring the shipped catalogue up to date; return how many rows changed. A second call changes nothing.

    New codes are added. A field that the office edited is never overwritten, one that it has not touched is
    refreshed. Nothing is deleted: the journal counts by these rows.
    """
    changed = catalogue.load(groups=ServiceGroup, kinds=ServiceKind, themes=Theme)
    if changed:
        changes.tell("service")
        changes.tell("topic")
    return changed


@transaction.atomic
def set_offered(*, codes: Collection[str]) -> int:
    """Offer exactly these of the services that people see; return how many changed. What is only counted stays.

    Raises Invalid (`nothing_offered`, `kind_unknown`), field `kinds`.
    """
    rows = list(ServiceKind.objects.select_for_update().filter(is_public=True))
    if unknown := set(codes) - {row.code for row in rows}:
        raise Invalid(_("Такої послуги немає: %(code)s.") % {"code": min(unknown)}, code="kind_unknown", field="kinds")
    if not codes:
        raise Invalid(_("Виберіть хоча б одну послугу."), code="nothing_offered", field="kinds")
    changed = [row for row in rows if row.is_active != (row.code in codes)]
    for row in changed:
        row.is_active = not row.is_active
        row.save()
    changes.tell("service", *[row.code for row in changed])
    return len(changed)
