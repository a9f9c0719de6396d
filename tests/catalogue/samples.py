"""A file of records in every state that the pages show, for the tests that walk all pages."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.test import override_settings

from oseredok.collections.catalogue.imports import actions, feeds
from oseredok.collections.catalogue.imports.models import Batch
from tests.catalogue.importing import book, iso, run_worker
from tests.world import World


@dataclass(frozen=True)
class Samples:
    """Ids of a file that was carried over, of one that was only taken, of their system, and of a file that is followed."""

    batch: UUID
    taken: UUID
    origin: int
    feed: int


def make(world: World) -> Samples:
    """Carry a file of the server over, and follow it."""
    staff = world.accounts["cataloguer"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "koha.mrc"
        path.write_bytes(iso(book(1), book(2)))
        with override_settings(CATALOGUE_INBOX=folder):
            taken = actions.take_server_file(name=path.name, origin="Koha", staff=staff, now=world.now)
            batch = actions.take_server_file(name=path.name, origin="Koha", staff=staff, now=world.now)
    how = {"dialect": batch.dialect, "encoding": batch.encoding, "mode": "add", "take_duplicates": True}
    actions.set_up(batch=batch, how=how, targets=[], staff=staff, now=world.now)
    run_worker()
    batch.refresh_from_db()
    actions.start(batch=batch, staff=staff, now=world.now)
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.DONE
    feed = feeds.follow(batch=batch, mode="delta", hour=3, staff=staff)
    return Samples(batch.public_id, taken.public_id, batch.origin_id, feed.pk)
