"""The shared world brought back by its rows: building it by actions costs more than most tests that stand on it.

Only the usual world (`NOW`), in a database where nobody lives yet; every other one is built. That both are the same is
tried in `tests/core/test_the_world_brought_back.py`.
"""

from __future__ import annotations

import pickle

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.db.models import Model

from oseredok.library.people.models import Account
from oseredok.library.places.models import LibrarySystem
from tests.world import World, build

_kept: bytes | None = None


def world() -> World:
    """Return the usual world, its rows in the database."""
    global _kept
    if LibrarySystem.objects.exists() or Account.objects.exists():
        return build()
    if _kept is None:
        before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in _models()}
        built = build()
        rows = [list(model._base_manager.exclude(pk__in=known)) for model, known in before.items()]
        _kept = pickle.dumps((rows, built))
        return built
    found: World
    rows, found = pickle.loads(_kept)  # noqa: S301 - our own
    cache.clear()  # the limits of sign-in attempts, as `build` does
    with transaction.atomic():
        for many in filter(None, rows):
            type(many[0])._base_manager.bulk_create(many)
    return found


def _models() -> list[type[Model]]:
    """All tables. Keys that lead elsewhere are judged at the end of the transaction, so the order tells nothing."""
    return [one for one in apps.get_models() if one._meta.managed and not one._meta.proxy]
