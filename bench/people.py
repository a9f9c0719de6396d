"""Measures the readers' registry: finding by any part of a name, registering, forgetting those who left long ago.

    python bench/people.py [--readers 200000] [--database postgres://...] [--times 30]

The readers are invented: surnames are put together from syllables, some 60,000 different ones. Without `--database` (or
DATABASE_URL) it makes an SQLite file in a temporary folder and removes it afterwards. A PostgreSQL database must be empty
and for this use only: its `public` schema is dropped at the start.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

BEGINNINGS = [
    "Бара",
    "Боро",
    "Вара",
    "Вели",
    "Вере",
    "Гала",
    "Гори",
    "Гната",
    "Греби",
    "Дани",
    "Дере",
    "Дуби",
    "Жура",
    "Забо",
    "Зелі",
    "Кали",
    "Ками",
    "Кара",
    "Кова",
    "Коле",
    "Коро",
    "Кри",
    "Лева",
    "Лиси",
    "Луго",
    "Мака",
    "Маре",
    "Мела",
    "Мику",
    "Мороз",
    "Нага",
    "Непи",
    "Оме",
    "Опа",
    "Пала",
    "Пана",
    "Пере",
    "Пили",
    "Поло",
    "Рома",
    "Руда",
    "Сала",
    "Сели",
    "Сиро",
    "Скоро",
    "Слобо",
    "Стари",
    "Степа",
    "Суха",
    "Тара",
    "Тере",
    "Тимо",
    "Торо",
    "Федо",
    "Хара",
    "Хоми",
    "Цимба",
    "Чере",
    "Чорно",
    "Шапо",
    "Шевче",
    "Щерби",
    "Ябло",
    "Яри",
]
MIDDLES = [
    "ба",
    "ва",
    "га",
    "да",
    "дь",
    "жи",
    "за",
    "ка",
    "ко",
    "ла",
    "ли",
    "ма",
    "ми",
    "на",
    "ні",
    "па",
    "ра",
    "ри",
    "са",
    "си",
    "та",
    "ти",
    "ха",
    "че",
    "ша",
    "щу",
]
ENDINGS = [
    "енко",
    "ук",
    "юк",
    "чук",
    "ський",
    "ська",
    "ець",
    "ик",
    "ак",
    "аш",
    "ун",
    "ло",
    "ій",
    "ина",
    "ів",
    "ова",
    "ченко",
    "вський",
    "вська",
    "нюк",
    "щук",
    "дько",
    "ган",
    "рій",
    "ник",
    "лик",
    "тюк",
    "чак",
    "пало",
    "дуб",
    "бій",
    "ко",
    "шин",
    "цький",
    "цька",
    "нич",
]
GIVEN = (
    ["Олександр", "Андрій", "Сергій", "Микола", "Тарас", "Іван", "Василь", "Петро", "Юрій", "Богдан", "Роман", "Максим", "Дмитро", "Ігор", "Олег", "Павло", "Артем", "Назар", "Остап", "Євген", "Ярослав", "Степан", "Григорій", "Левко", "Матвій", "Захар", "Данило", "Кирило", "Устим", "Яків"],
    ["Олена", "Наталія", "Ірина", "Оксана", "Тетяна", "Марія", "Ганна", "Юлія", "Світлана", "Людмила", "Ольга", "Катерина", "Анастасія", "Дарина", "Соломія", "Христина", "Леся", "Галина", "Надія", "Віра", "Любов", "Зоряна", "Ярослава", "Софія", "Мар’яна", "Ґалина", "Уляна", "Стефанія", "Поліна", "Єва"],
)  # fmt: skip
FATHERS = [
    "Олександр",
    "Андрій",
    "Сергій",
    "Микол",
    "Тарас",
    "Іван",
    "Василь",
    "Петр",
    "Юрій",
    "Богдан",
    "Роман",
    "Максим",
    "Дмитр",
    "Ігор",
    "Олег",
    "Павл",
    "Артем",
    "Назар",
    "Остап",
    "Євген",
    "Ярослав",
    "Степан",
    "Григорій",
    "Матвій",
    "Захар",
    "Данил",
    "Кирил",
    "Устим",
]

QUERIES = {
    "beginning of a surname": "коваче",
    "the whole name": "Степаначенко Оксана",
    "surname in another case": "Коваликові",
    "given name in another case, surname": "Тарасом Горила",
    "a piece from within": "рибавк",
    "two letters": "ще",
    "a usual given name": "Олександр",
    "initials": "О. Бараганчук",
    "surname and year": "Чорнора 1984",
    "surname and phone": "Шевче 67123",
    "whole phone": "067 123 45 67",
    "last four digits of a phone": "45-67",
    "part of an e-mail": "reader1234@",
    "a card": "",
    "nobody": "Ґвинтокрилюк",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    parser.add_argument("--readers", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="oseredok-bench-", dir=os.environ.get("BENCH_DIR")) as folder:
        os.environ["OSEREDOK_DATA"] = folder
        os.environ["DATABASE_URL"] = options.database or f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "oseredok.settings"
        run(readers=options.readers, times=options.times)


def run(*, readers: int, times: int) -> None:
    import django

    django.setup()
    prepare()
    from django.db import connection

    print(f"{connection.vendor}, Python {platform.python_version()}, {os.cpu_count()} cores, {readers:,} readers")
    world = build()
    started = time.perf_counter()
    generate(world, readers)
    fill_seconds = time.perf_counter() - started
    print(f"  made in {fill_seconds:.0f} s", flush=True)
    started = time.perf_counter()
    index_names()
    print(f"  names indexed in {time.perf_counter() - started:.0f} s")
    measure_finding(times)
    measure_registering(world, times)
    measure_forgetting(world, due=readers // 5)


# --- Setting up ---------------------------------------------------------------------------------------


def prepare() -> None:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0, skip_checks=True)


def build() -> Any:
    from tests import world

    return world.build()


def invented(amount: int) -> Iterator[dict[str, Any]]:
    """Yield what a reader is called, when born and how reached; the same every time."""
    roll = Random("oseredok readers")  # noqa: S311 - a picture, not a secret
    surnames = ["".join(parts) for parts in product(BEGINNINGS, MIDDLES, ENDINGS)]
    roll.shuffle(surnames)
    for number in range(amount):
        female = roll.random() < 0.6
        father = roll.choice(FATHERS)
        # A few surnames are many people's, most are few people's.
        surname = surnames[int(len(surnames) * roll.random() ** 1.6)]
        yield {
            "surname": surname,
            "given_name": roll.choice(GIVEN[female]),
            "patronymic": father + ("івна" if female else "ович"),
            "birth_year": roll.randint(1940, 2018),
            "phone": f"+380{roll.choice(('50', '63', '66', '67', '68', '95', '97', '98'))}{roll.randrange(10**7):07d}",
            "email": f"reader{number}@example.com" if roll.random() < 0.4 else "",
            "last_year": roll.choice((2026, 2026, 2025, 2024, 2023, 2021, 2019)),
        }


def generate(world: Any, amount: int) -> None:
    from oseredok.library.people import rules
    from oseredok.library.people.models import Reader, Registration

    people = enumerate(invented(amount))
    while batch := list(islice(people, 5_000)):
        readers = []
        for number, one in batch:
            readers.append(
                Reader(
                    **{name: value for name, value in one.items() if name != "last_year"},
                    card_number=rules.card_number(2_000_000 + number),
                    home_library=world.central,
                    name_key=rules.name_key(one["surname"], one["given_name"], one["patronymic"]),
                    created_on=date(one["last_year"], 3, 1),
                    created_by=world.consultant,
                )
            )
        made = Reader.objects.bulk_create(readers)
        Registration.objects.bulk_create(
            Registration(
                reader=reader,
                year=one["last_year"],
                library=world.central,
                is_first=True,
                registered_on=date(one["last_year"], 3, 1),
            )
            for reader, (_number, one) in zip(made, batch, strict=True)
        )


def index_names() -> None:
    from django.db import connection

    from oseredok.library.people.models import NamePart, NameWord
    from oseredok.library.people.registry import name_index

    name_index.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"  {NameWord.objects.count():,} different words, {NamePart.objects.count():,} parts of names")


# --- Measuring ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """How long a piece of work took, in ms: by the clock and by this process's processor time (on a busy machine the
    clock also tells of others). A PostgreSQL server's own time is in the first only.
    """

    wall: float
    worst: float
    processor: float


def measured(work: Callable[[], Any], times: int) -> Taken:
    work()
    walls, processors = [], []
    for _turn in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        processors.append((time.process_time() - processor) * 1000)
    return Taken(statistics.median(walls), max(walls), statistics.median(processors))


def plain(text: str) -> list[Any]:
    """What a search without an index does: each word in any of the columns, sorted by the Ukrainian collation."""
    from django.db.models import Q

    from oseredok.base.core.sorting import uk_order
    from oseredok.library.people.models import Reader

    rows = Reader.objects.all()
    for word in text.split():
        wanted = Q()
        for field in ("surname", "given_name", "patronymic", "phone", "email", "card_number"):
            wanted |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(wanted)
    return list(rows.order_by(uk_order("surname"), uk_order("given_name"))[:10])


def measure_finding(times: int) -> None:
    from oseredok.library.people.models import Reader
    from oseredok.library.people.registry.finding import find_readers

    card = Reader.objects.order_by("pk").values_list("card_number", flat=True)[1000]
    print("\nFinding, ms: median (worst), processor | plain icontains, median, processor | found / plain found")
    for name, text in QUERIES.items():
        text = text or card
        ours = measured(lambda text=text: find_readers(text), times)  # type: ignore[misc]
        theirs = measured(lambda text=text: plain(text), 3)  # type: ignore[misc]
        print(
            f"  {name:40s} {ours.wall:7.1f} ({ours.worst:6.1f}) {ours.processor:7.1f}"
            f" | {theirs.wall:8.1f} {theirs.processor:8.1f} | {len(find_readers(text))} / {len(plain(text))}",
            flush=True,
        )


def measure_registering(world: Any, times: int) -> None:
    from django.test import Client

    client = Client()
    client.force_login(world.consultant)
    address = "/desk/reader/new/"
    told = {"kind": "person", "given_name": "Олександр", "birth_year": "1984", "phone": "067 123-45-67"}
    opened = measured(lambda: client.get(address, secure=True), times)
    # Without consent nothing is registered: the page with its look for doubles is measured over and over.
    sent = measured(lambda: client.post(address, {**told, "surname": "Коваличенко"}, secure=True), times)
    print("\nThe page of registration, ms: median (worst), processor")
    print(
        f"  opened                                   {opened.wall:7.1f} ({opened.worst:6.1f}) {opened.processor:7.1f}"
    )
    print(f"  sent, doubles looked for                 {sent.wall:7.1f} ({sent.worst:6.1f}) {sent.processor:7.1f}")


def measure_forgetting(world: Any, due: int) -> None:
    """The nightly run of the terms: `due` readers were warned and their day has come; the other silent ones get a warning."""
    from django.utils import timezone

    from oseredok.library.people.models import Reader
    from oseredok.library.privacy import retention

    now = timezone.now()
    warned = warn_long_ago(world, due=due, now=now)
    wall, processor = time.perf_counter(), time.process_time()
    going = retention.run(now=now)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    counts = dict(going.counts.values_list("what", "number"))
    erased = Reader.objects.filter(erased_on__isnull=False).count()
    print(f"\nForgetting, {warned:,} due: {wall:.0f} s, processor {processor:.0f} s; {counts}; erased rows {erased:,}")


def warn_long_ago(world: Any, *, due: int, now: datetime) -> int:
    """Give the first `due` silent readers a consent and a warning whose day has come; return how many there were."""
    from oseredok.base.core import clock
    from oseredok.library.privacy import queries, retention
    from oseredok.library.privacy.models import Channel, Consent, ErasureWarning, Purpose

    today = clock.local_date(now)
    text = queries.text_in_force(Purpose.CARD, on=today)
    ids = list(retention.to_warn(today).order_by("pk").values_list("pk", flat=True)[:due])
    Consent.objects.bulk_create(
        [
            Consent(reader_id=pk, text=text, given_at=now, channel=Channel.DESK, recorded_by=world.consultant)
            for pk in ids
        ],
        batch_size=5_000,
    )
    ErasureWarning.objects.bulk_create(
        [
            ErasureWarning(reader_id=pk, warned_on=today - timedelta(days=40), by_letter=False, erase_from=today)
            for pk in ids
        ],
        batch_size=5_000,
    )
    return len(ids)


if __name__ == "__main__":
    main()
