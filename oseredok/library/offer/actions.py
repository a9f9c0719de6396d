"""Verbs that write the offer."""

from __future__ import annotations

from django.db import transaction

from oseredok.library.offer import catalogue
from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme


@transaction.atomic
def load_catalogue() -> int:
    """Bring the shipped catalogue up to date; return how many rows changed. A second call changes nothing.

    New codes are added. A field that the office edited is never overwritten, one that it has not touched is
    refreshed. Nothing is deleted: the journal counts by these rows.
    """
    return catalogue.load(groups=ServiceGroup, kinds=ServiceKind, themes=Theme)
