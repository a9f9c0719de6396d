"""A small real centre in a data folder of its own, made and asked by processes of their own, as on two computers.

    python -m tests.backup.centre make      migrate, build the shared world, record a day's work, keep files
    python -m tests.backup.centre tell      print as JSON what a person would see
    python -m tests.backup.centre leave     days after: a reader is erased, a consent withdrawn, somebody leaves, a role is taken
    python -m tests.backup.centre who       print as JSON who is in the registry and who may work
    python -m tests.backup.centre old FILE  a database without the newest room and with an older table, and a copy of it

The data folder and the database come from the environment.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

FILES = {
    "news/афіша.txt": "Вечір абеток\n".encode() * 3000,
    "scans/довідка.pdf": bytes(range(256)) * 400,
    "порожній.txt": b"",
}


def make() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from oseredok.base.mail import actions as mail
    from oseredok.library.people import actions as people
    from oseredok.library.privacy import actions as privacy
    from oseredok.services.visits import actions as visits
    from oseredok.spine.journal import tally
    from oseredok.spine.journal.models import VisitorSalt
    from tests.world import build

    call_command("migrate", verbosity=0)
    world = build()
    now = world.now
    for minutes in range(0, 300, 20):
        visits.record_visit(
            place=world.central, staff=world.head, now=now + timedelta(minutes=minutes), reader=world.taras
        )
        visit = visits.record_visit(place=world.branch, staff=world.head, now=now + timedelta(minutes=minutes))
        if minutes % 60 == 0:
            visits.undo(
                gesture=visit.gesture, place=world.branch, staff=world.head, now=now + timedelta(minutes=minutes + 1)
            )
    tally.settle(limit=7)  # part in the tally, part in the tail
    mail.queue_test_letter(to="head@example.com", key="kept", now=now)
    privacy.give_consent(
        reader=world.daryna, purpose="card", channel="desk", staff=world.head, given_by="Нечуй-Левицька Ольга", now=now
    )
    # A number that was given out and is free again must not be given out anew.
    gone = people.register_reader(
        surname="Коваль", given_name="Ада", birth_year=1980, library=world.central, staff=world.consultant, now=now
    )
    gone.registrations.all().delete()
    gone.delete()
    assert VisitorSalt.objects.exists()
    for name, content in FILES.items():
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def tell() -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection, models
    from django.test import Client

    from oseredok.base.backup.models import Run
    from oseredok.library.people.models import Account, Reader
    from oseredok.spine.journal import tally
    from oseredok.spine.journal.models import Count, Entry, GroupCount, MonthCount
    from oseredok.spine.journal.pseudonyms import group_key, visitor_key
    from tests.world import PASSWORD

    settings.ALLOWED_HOSTS = ["testserver"]
    seen = Client().post("/account/login/", {"login": "consultant", "password": PASSWORD})
    root = Path(settings.MEDIA_ROOT)
    by_day = Count.objects.order_by().values_list("local_date", "kind__code", "place__code", "channel")
    before = [
        [str(one) for one in row] for row in sorted(by_day.annotate(models.Sum("quantity"), models.Sum("entries")))
    ]
    taras = Reader.objects.get(surname="Шевченко")
    told = {
        "vendor": connection.vendor,
        "secret": settings.SECRET_KEY,
        "signs_in": seen.status_code == 302,
        "accounts": sorted(Account.objects.values_list("username", "password")),
        "entries": [[str(one) for one in row] for row in Entry.objects.order_by("pk").values_list()],
        "groups": [[str(one) for one in row] for row in GroupCount.objects.order_by("pk").values_list()],
        "by_day": before,
        "by_month": MonthCount.objects.aggregate(models.Sum("quantity"))["quantity__sum"],
        "visitor": visitor_key(reader=taras, year=2026),
        "group_key": group_key(entry_key="a", flag="displaced"),
        "files": {path.relative_to(root).as_posix(): path.stat().st_size for path in root.rglob("*") if path.is_file()},
        "runs": [str(key) for key in Run.objects.order_by("pk").values_list("key", flat=True)],
        "kinds_of_runs": list(Run.objects.order_by("pk").values_list("kind", flat=True)),
        "next_reader": _next_reader(taras),
        "guarded": _is_guarded(),
    }
    tally.rebuild()
    rebuilt = [
        [str(one) for one in row] for row in sorted(by_day.annotate(models.Sum("quantity"), models.Sum("entries")))
    ]
    return {**told, "tally_holds": rebuilt == before}


def leave() -> None:
    from datetime import UTC, datetime

    from oseredok.library.people.models import Account, Reader
    from oseredok.library.people.staff import actions as staff
    from oseredok.library.people.staff import leaving
    from oseredok.library.privacy import actions as privacy
    from oseredok.library.privacy.models import Consent, Erasure

    now = datetime.now(tz=UTC)
    head = Account.objects.get(username="head")
    taras = Reader.objects.get(surname="Шевченко")
    consent = Consent.objects.get(reader__surname="Нечуй-Левицька", withdrawn_at=None)
    privacy.withdraw_consent(consent=consent, channel="paper", staff=head, now=now)
    privacy.erase_reader(reader=taras, why=Erasure.Why.REQUEST, staff=head, now=now)
    leaving.deactivate_account(account=Account.objects.get(username="consultant"), by=None, now=now)
    methodist = Account.objects.get(username="methodist")
    staff.take_role(assignment=methodist.role_assignments.get(), by=None, now=now)


def who() -> dict[str, Any]:
    from django.db import connection

    from oseredok.base.backup.make import totals
    from oseredok.base.backup.models import Run
    from oseredok.library.people.models import Account, Reader, RoleAssignment
    from oseredok.library.privacy.models import Consent, Erasure

    return {
        "readers": sorted(Reader.objects.filter(erased_on=None).values_list("surname", flat=True)),
        "erased": sorted(Erasure.objects.values_list("why", flat=True)),
        "closed": sorted(Account.objects.filter(is_active=False).values_list("username", flat=True)),
        "roles": RoleAssignment.objects.filter(
            taken_at=None, account__username__in=["methodist", "consultant"]
        ).count(),
        "consents": Consent.objects.filter(withdrawn_at=None).count(),
        "told": [run.reason for run in Run.objects.filter(kind="restore").order_by("-pk")[:1]],
        "counts": totals(connection),
    }


def make_old(file: Path) -> None:
    """Make the tables of an older version, people of that time in them, and copy them as that version would have."""
    from unittest.mock import patch

    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from oseredok.base.backup import make as making
    from tests.world import NOW

    executor = MigrationExecutor(connection)
    graph, later = executor.loader.graph, {("surveys", "0001_initial"), ("mfa", "0002_authenticator_timestamps")}
    of_that_time = [node for node in graph.leaf_nodes() if not later & set(graph.forwards_plan(node))]
    state = executor.migrate([*of_that_time, ("mfa", "0001_initial")])
    system = state.apps.get_model("places", "LibrarySystem").objects.create(name="Бібліотека", short_name="Бібліотека")
    library = state.apps.get_model("places", "Library").objects.create(system=system, code="c", name="Центральна")
    account = state.apps.get_model("people", "Account").objects.create(username="old", password="kept")
    reader = state.apps.get_model("people", "Reader").objects.create(
        surname="Стус",
        given_name="Олена",
        name_key="стус олена",
        card_number="000123",
        created_on=NOW.date(),
        home_library=library,
    )
    state.apps.get_model("mfa", "Authenticator").objects.create(user=account, type="totp", data={})
    kind = state.apps.get_model("offer", "ServiceKind").objects.get(code="visit")
    for number in range(5):
        state.apps.get_model("journal", "Entry").objects.create(
            kind=kind, quantity=1, occurred_at=NOW, recorded_at=NOW, local_date=NOW.date(), place=library,
            staff=account, key=f"old-{number}", gesture=uuid4(),
        )  # fmt: skip
    assert reader.pk
    with patch.object(making, "apps", state.apps), patch.object(making, "_refuse_another_version"):
        made = making.make_copy(path=file, now=NOW)
    assert not later & {(app, name) for app, name in made.manifest.migrations}


def _next_reader(taras: Any) -> int:
    """The number that the next reader would get."""
    from django.db import transaction

    from oseredok.library.people import actions as people
    from oseredok.library.people.models import Account
    from tests.world import NOW

    with transaction.atomic():
        made = people.register_reader(
            surname="Новенко", given_name="Лев", birth_year=1990, library=taras.registrations.first().library,
            staff=Account.objects.get(username="consultant"), now=NOW,
        )  # fmt: skip
        transaction.set_rollback(True)
    return int(made.pk)


def _is_guarded() -> bool:
    from django.db import DatabaseError, transaction

    from oseredok.spine.journal.models import Entry

    try:
        with transaction.atomic():
            Entry.objects.update(quantity=100)
    except DatabaseError:
        return True
    return False


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "oseredok.settings"
    import django

    django.setup()

    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nine accounts, each slow on purpose
    if sys.argv[1] == "make":
        make()
    elif sys.argv[1] == "leave":
        leave()
    elif sys.argv[1] == "who":
        sys.stdout.write(json.dumps(who(), ensure_ascii=False, sort_keys=True))
    elif sys.argv[1] == "old":
        make_old(Path(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps(tell(), ensure_ascii=False, sort_keys=True))
