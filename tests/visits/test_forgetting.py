"""The worker forgets who came on past days, by itself, and goes on doing it."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from oseredok.services.visits import actions, tasks
from oseredok.services.visits.models import Visit
from tests.world import World


def test_an_hourly_turn_cuts_the_ties_and_orders_the_next_one(world: World) -> None:
    actions.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    with time_machine.travel(world.now + timedelta(days=1), tick=False):
        assert tasks.forget_readers.call() == 1
        assert Visit.objects.get().reader is None
        queued = DBTaskResult.objects.get(task_path=tasks.forget_readers.module_path, status=TaskResultStatus.READY)
        assert queued.run_after == world.now + timedelta(days=1, hours=1)
        assert not tasks.keep_forgetting(), "the next turn waits already"
