"""What «Друк» shows. Read-only; built once for a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import uuid4

from oseredok.base.core import clock
from oseredok.base.core.periods import Period
from oseredok.faces.desk.screen import Desk, LogRow, log_rows
from oseredok.library.people.access import Duty
from oseredok.services.printing import queries, rules, words
from oseredok.services.printing.models import PrintFile, PrintJob, PrintSettings
from oseredok.services.printing.queries import Counted
from oseredok.services.visits import queries as visits
from oseredok.spine.journal import queries as journal

LOG_LENGTH = 10


@dataclass(frozen=True)
class JobRow:
    """A job of today; `file` is there while the file waits, so that a failed printing can be tried again."""

    job: PrintJob
    file: PrintFile | None

    @property
    def is_open(self) -> bool:
        return self.job.state == PrintJob.State.SENT

    @property
    def mood(self) -> str:
        """The kind of its tag."""
        moods = {PrintJob.State.DONE: "success", PrintJob.State.FAILED: "danger", PrintJob.State.SENT: "info"}
        return moods.get(PrintJob.State(self.job.state), "")


@dataclass
class Board:
    """Printing at one place now."""

    duty: Duty
    now: datetime
    visit_id: str
    key: str = field(default_factory=lambda: str(uuid4()))

    @staticmethod
    def day_of(now: datetime) -> date:
        return clock.local_date(now)

    @cached_property
    def settings(self) -> PrintSettings:
        return queries.settings_of(self.duty.place)

    @property
    def price(self) -> str:
        return words.price(self.settings.free_pages)

    @cached_property
    def counter(self) -> list[Counted]:
        return queries.counted_today(place=self.duty.place, now=self.now)

    @property
    def pages_today(self) -> int:
        return sum(one.pages for one in self.counter)

    @cached_property
    def desk(self) -> Desk:
        """Whom the next record is for, as «Сьогодні» tells it."""
        visit = visits.visit_here(place=self.duty.place, public_id=self.visit_id, on=self.day_of(self.now))
        return Desk(duty=self.duty, now=self.now, selected_visit=visit)

    @cached_property
    def files(self) -> list[PrintFile]:
        return list(queries.waiting(place=self.duty.place, now=self.now))

    @cached_property
    def jobs(self) -> list[JobRow]:
        jobs = list(queries.jobs_of_the_day(place=self.duty.place, now=self.now))
        files = queries.files_of(jobs, now=self.now)
        tried: set[object] = set()
        rows = []
        for job in jobs:  # only the last try of a file offers another one
            rows.append(JobRow(job, files.get(job.file) if job.file not in tried else None))
            tried.add(job.file)
        return rows

    @property
    def is_anything_open(self) -> bool:
        return any(row.is_open for row in self.jobs)

    @cached_property
    def log(self) -> list[LogRow]:
        period = Period.day(self.day_of(self.now))
        entries = journal.entries(period=period, places=[self.duty.place]).filter(kind__code__in=rules.KINDS)
        return log_rows(entries, now=self.now, length=LOG_LENGTH)
