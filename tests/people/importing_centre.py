"""A small real centre that carries a file of readers over, in a data folder of its own, by processes of its own.

python -m tests.people.importing_centre make ROWS   migrate, build the shared world, send a file, order its dry run
python -m tests.people.importing_centre start       order the real run
python -m tests.people.importing_centre undo        order the taking back
python -m tests.people.importing_centre tell        print as JSON how far it is and what the registry holds
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def make(rows: int) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command
    from django.utils import timezone

    from oseredok.base.core.clock import local_date
    from oseredok.library.people.imports import actions
    from oseredok.library.people.models import Reader
    from tests.people.importing import NONE
    from tests.world import build

    call_command("migrate", verbosity=0)
    world, now = build(), timezone.now()  # the worker's errands forget files of the world's October
    Reader.objects.filter(pk=world.taras.pk).update(email="")
    lines = ["Прізвище;Ім’я;Рік народження;Телефон;Пошта"]
    lines += [f"Бойко{chr(1072 + n % 32)}{chr(1072 + n // 32 % 32)}{chr(1072 + n // 1024)};Ніна;{1930 + n % 70};;{n}@example.com" for n in range(rows)]  # fmt: skip
    lines.append("Шевченко;Тарас;1988;0671234567;taras@example.com")
    file = SimpleUploadedFile("читачі.csv", "\n".join(lines).encode())
    batch = actions.take_file(file=file, library=world.central, staff=world.head, now=now)
    options = {**NONE, "counting": "day", "counted_on": local_date(now)}
    actions.set_up(batch=batch, targets=actions.targets_of(batch), options=options, staff=world.head, now=now)


def order(what: str) -> None:
    from django.utils import timezone

    from oseredok.library.people.imports import actions
    from oseredok.library.people.imports.models import Batch

    batch = Batch.objects.select_related("made_by").get()
    verb = actions.start if what == "start" else actions.start_undo
    verb(batch=batch, staff=batch.made_by, now=timezone.now())


def tell() -> dict[str, Any]:
    from oseredok.library.people.imports.models import Batch, Row
    from oseredok.library.people.models import NamePart, Reader, Registration
    from oseredok.spine.journal.models import Entry

    batch = Batch.objects.get()
    brought = Reader.objects.filter(given_name="Ніна")
    return {
        "state": batch.state,
        "rows": batch.rows.count(),
        "applied": Row.objects.filter(applied=True).count(),
        "readers": brought.count(),
        "names": brought.values("surname").distinct().count(),
        "cards": brought.values("card_number").distinct().count(),
        "indexed": NamePart.objects.filter(reader__in=brought).values("reader").distinct().count(),
        "registrations": Registration.objects.filter(reader__in=brought).count(),
        "counted": Entry.objects.filter(backfilled=True, reverses__isnull=True).count(),
        "reversed": Entry.objects.filter(reverses__isnull=False).count(),
        "taras": Reader.objects.get(surname="Шевченко").email,
    }


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "oseredok.settings"
    import django

    django.setup()

    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nine accounts, each slow on purpose
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    elif sys.argv[1] == "tell":
        sys.stdout.write(json.dumps(tell(), ensure_ascii=False))
    else:
        order(sys.argv[1])
