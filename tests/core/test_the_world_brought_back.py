"""What the suite stands on: the shared world is the same whether its actions build it or its rows are brought back."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from tests import replayed
from tests.world import World, build

pytestmark = pytest.mark.django_db

MADE_ANEW = {"password", "public_id", "object_pk", "object_id", "place_id", "about", "changes", "timestamp"}
"""What is of chance or of the moment in every world; PostgreSQL gives no number twice."""


def _rows(first: dict[Any, int]) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        names = [
            one.attname for one in model._meta.concrete_fields if one.name not in MADE_ANEW and not one.is_relation
        ]
        names = [name for name in names if name != model._meta.pk.attname]
        rows = list(model._base_manager.order_by("pk").values(*names)[first.get(model, 0) :])
        if rows:
            found[model._meta.label] = rows
    return found


def _numbers() -> dict[Any, int]:
    return {one: one._base_manager.count() for one in apps.get_models() if one._meta.managed and not one._meta.proxy}


def test_a_world_brought_back_is_the_one_that_was_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replayed, "_kept", None)
    first = _numbers()
    seen = []
    for make in (build, replayed.world, replayed.world):
        with transaction.atomic():
            world = make()
            seen.append((_rows(first), _shape(world)))
            transaction.set_rollback(True)
    built, kept, brought = seen
    for other in (kept, brought):
        assert other[0].keys() == built[0].keys()
        for table, rows in built[0].items():
            assert other[0][table] == rows, table
        assert other[1] == built[1]
    assert len(built[0]["people.Account"]) == 9


def test_where_somebody_lives_already_a_world_is_built(world: World) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        replayed.world()  # the names are taken: nothing is laid over them


def _shape(world: World) -> tuple[Any, ...]:
    return (
        world.system.name,
        [(one.name, one.code) for one in (world.central, *world.branches)],
        {name: one.username for name, one in world.accounts.items()},
        {name: (one.surname, one.given_name, one.birth_year) for name, one in world.readers.items()},
        world.now,
    )
