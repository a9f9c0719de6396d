"""The last days of the demo's office: documents, settings, two files of readers. Signed, so that the log of changes tells them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from oseredok.base.audit.context import asked_by
from oseredok.base.audit.models import Entry
from oseredok.base.core import clock
from oseredok.base.jobs.models import Job
from oseredok.base.jobs.queries import plain_words
from oseredok.base.preferences import actions as preferences
from oseredok.demo.papers import keep_documents
from oseredok.demo.reports import write_reports
from oseredok.demo.yearly import fill_yearly_forms
from oseredok.library.people.access import Duty
from oseredok.library.people.imports import actions as imports
from oseredok.library.people.imports.models import Batch
from oseredok.library.people.models import Account, Role
from oseredok.library.people.registry.preferences import PICK_UP_DAYS
from oseredok.library.places import actions as places
from oseredok.library.places import place_actions
from oseredok.library.places.models import HoursException, Library

ADDRESS = "192.168.0.14"  # of the computer in the office
FILE = (
    "Прізвище;Ім’я;По батькові;Рік народження;Телефон;№ формуляра\n"
    "Бондарук;Ніна;Федорівна;1952;067 001 00 51;В-112\n"
    "Гуменюк;Артем;Ігорович;2012;067 001 00 52;В-113\n"
    "Дзюба;Лідія;Павлівна;1949;;В-114\n"
    "Коваль;Остап;;19к6;067 001 00 53;В-115\n"
    "Мартинюк;Зоряна;Богданівна;1990;067 001 00 54;В-116\n"
)
"""Five readers of a village; one year is misspelt."""


def run_office(*, libraries: dict[str, Library], staff: dict[str, Account], now: datetime) -> None:
    """Do what the director, the head and the administrator did lately."""
    central, olena, iryna, admin = libraries["central"], staff["olena"], staff["iryna"], staff["admin"]
    with _signed(olena, at=now - timedelta(days=9, hours=2)):
        keep_documents(duty=_duty_of(olena, Role.DIRECTOR, libraries), libraries=libraries, now=now - timedelta(days=9))
    with _signed(admin, at=now - timedelta(days=5, hours=1)):
        preferences.set_value(
            declared=PICK_UP_DAYS, text="21", by=admin.full_name, now=now - timedelta(days=5, hours=1)
        )
    with _signed(iryna, at=now - timedelta(days=3, hours=3)):
        hall = central.rooms.get(name="Мала зала")
        place_actions.correct_room(
            room=hall, name="Мала зала", purpose=hall.purpose, area=Decimal("38.5"), step_free=True
        )
    with _signed(iryna, at=now - timedelta(days=1, hours=4)):
        _close_at_new_year(central, today=clock.local_date(now))
    _bring_files(libraries["vilkhivka"], staff=olena, now=now)
    with _signed(olena, at=now - timedelta(days=2, hours=5)):
        fill_yearly_forms(duty=_duty_of(olena, Role.DIRECTOR, libraries), libraries=libraries, now=now)
    with _signed(olena, at=now - timedelta(hours=3)):
        write_reports(duty=_duty_of(olena, Role.DIRECTOR, libraries), now=now)


def _duty_of(account: Account, role: Role, libraries: dict[str, Library]) -> Duty:
    places = list(libraries.values())
    return Duty(account, places[0], places, frozenset({role}), held=frozenset({(role, None)}))


@contextmanager
def _signed(account: Account, *, at: datetime) -> Iterator[None]:
    """Let the log of changes say that this person did it then, from the office's computer."""
    request = HttpRequest()
    request.user = account
    request.META["REMOTE_ADDR"] = ADDRESS
    before = set(Entry.objects.values_list("pk", flat=True))
    with asked_by(request):
        yield
    Entry.objects.exclude(pk__in=before).update(timestamp=at)


def _close_at_new_year(library: Library, *, today: date) -> None:
    eve = date(today.year, 12, 31)
    places.add_exception(
        library=library,
        kind=HoursException.Kind.HOLIDAY,
        starts_on=eve,
        ends_on=eve + timedelta(days=2),
        note="Новорічні дні",
    )


def _bring_files(library: Library, *, staff: Account, now: datetime) -> None:
    """One file waits for its dry run, the run of the other was cut off by a power cut and may be tried again."""
    for name, is_cut_off in (("Вільхівка, зошит 1.csv", True), ("Вільхівка, зошит 2.csv", False)):
        file = SimpleUploadedFile(name, FILE.encode(), content_type="text/csv")
        batch = imports.take_file(file=file, library=library, staff=staff, now=now)
        options = {
            "overwrite": False, "take_suspected": False, "consent_on": None, "counting": Batch.Counting.NONE,
            "counted_on": None,
        }  # fmt: skip
        batch = imports.set_up(batch=batch, targets=imports.targets_of(batch), options=options, staff=staff, now=now)
        if is_cut_off:
            _cut_off(batch)


def _cut_off(batch: Batch) -> None:
    if batch.task_id is None:
        return
    task = DBTaskResult.objects.get(pk=batch.task_id)
    task.claim("demo")
    task.set_failed(SystemExit())
    Job.objects.filter(task_id=batch.task_id).update(
        state=Job.State.FAILED,
        sentence=plain_words(task.exception_class_path, task.traceback),
        started_at=task.started_at,
        finished_at=task.finished_at,
    )
