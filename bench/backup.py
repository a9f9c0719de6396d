"""How long a backup makes a writer wait, and how fast it is, beside what one would do by hand.

    .venv/bin/python bench/backup.py --gigabytes 5 --folder /tmp/bench-backup [--like DIR]

Makes a data folder (journal entries and files, most of them pictures and scans that do not compress), then in one run, each
with a writer that commits a row every 20 ms and notes its longest wait. `--like` takes the database of `bench/people.py
--folder DIR` instead of making entries: 200,000 readers with all that grows around them.

    nothing           the writer alone
    oseredok backup   our copy: made, and read back
    by hand           `VACUUM INTO` of the database, then `cp` of the files (`.backup` begins anew after every commit of
                      another program, and of a large database never ends)

Prints the writer's longest and median waits, the duration, megabytes a second, the memory of our command, and how long the
restore of the copy into an empty folder takes. The folder is removed afterwards.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ROWS_PER_GIGABYTE = 100_000
PAUSE = 0.02


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--gigabytes", type=float, default=1.0)
    options.add_argument("--folder", type=Path, default=Path("/tmp/bench-backup"))  # noqa: S108
    options.add_argument("--like", type=Path)
    chosen = options.parse_args()
    folder: Path = chosen.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        measure(folder, chosen.gigabytes, chosen.like)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, gigabytes: float, like: Path | None) -> None:
    data = folder / "data"
    environment = {
        **os.environ,
        "OSEREDOK_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "oseredok.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    os.environ.update(environment)
    os.environ.pop("DATABASE_URL", None)
    if like is None:
        fill_database(data, gigabytes)
    else:
        data.mkdir()
        shutil.copyfile(like / "bench.sqlite3", data / "oseredok.sqlite3")
        command = [sys.executable, "-m", "oseredok.console.main", "migrate"]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    fill_files(data, gigabytes)
    database = data / "oseredok.sqlite3"
    size = database.stat().st_size + sum(path.stat().st_size for path in (data / "files").rglob("*") if path.is_file())
    print(f"data folder: {size / 1e9:.2f} GB, of it database {database.stat().st_size / 1e6:.0f} MB")

    def ours() -> None:
        command = [sys.executable, "-m", "oseredok.console.main", "backup", "--to", str(folder / "copy.zip")]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)

    def by_hand() -> None:
        subprocess.run(["sqlite3", str(database), f"VACUUM INTO '{folder / 'copy.sqlite3'}'"], check=True)
        subprocess.run(["cp", "-r", str(data / "files"), str(folder / "copy-files")], check=True)

    print(f"{'':18}{'took, s':>9}{'MB/s':>8}{'longest wait, ms':>18}{'median, ms':>12}{'commits':>9}")
    for name, work in (("nothing", lambda: time.sleep(10)), ("oseredok backup", ours), ("by hand", by_hand)):
        took, waits = with_a_writer(database, work)
        speed = "" if name == "nothing" else f"{size / 1e6 / took:.0f}"
        print(
            f"{name:18}{took:>9.1f}{speed:>8}{max(waits):>18.0f}{statistics.median(waits):>12.1f}{len(waits):>9}",
            flush=True,
        )
    print(
        f"copy: {(folder / 'copy.zip').stat().st_size / 1e9:.2f} GB; memory of the command {peak():.0f} MB", flush=True
    )
    shutil.rmtree(folder / "copy-files")
    clean = {**environment, "OSEREDOK_DATA": str(folder / "clean")}
    began = time.perf_counter()
    command = [sys.executable, "-m", "oseredok.console.main", "restore", str(folder / "copy.zip")]
    subprocess.run(command, env=clean, check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - began
    print(f"restored into an empty folder: {took:.0f} s, {size / 1e6 / took:.0f} MB/s; memory {peak():.0f} MB")


def peak() -> float:
    """Return the most memory that any command of ours has taken so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def fill_database(data: Path, gigabytes: float) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from oseredok.library.offer.models import ServiceKind
    from oseredok.library.people.models import Account
    from oseredok.library.places.models import Library, LibrarySystem
    from oseredok.spine.journal import tally
    from oseredok.spine.journal.models import Entry

    call_command("migrate", verbosity=0)
    system = LibrarySystem.objects.create(name="Бібліотека", short_name="Бібліотека", town="Тихогори")
    place = Library.objects.create(system=system, code="c", name="Центральна", short_name="Центральна")
    staff = Account.objects.create(username="bench", first_name="Наталя")
    kind = ServiceKind.objects.get(code="visit")
    begin = datetime(2025, 1, 2, 8, tzinfo=UTC)
    rows = int(ROWS_PER_GIGABYTE * gigabytes)
    for start in range(0, rows, 5000):
        made = []
        for number in range(start, min(start + 5000, rows)):
            at = begin + timedelta(minutes=number % 700_000)
            made.append(
                Entry(
                    kind=kind,
                    quantity=1,
                    occurred_at=at,
                    recorded_at=at,
                    local_date=at.date(),
                    place=place,
                    staff=staff,
                    key=f"bench-{number}",
                    gesture=uuid4(),
                )
            )
        Entry.objects.bulk_create(made)
    tally.settle()


def fill_files(data: Path, gigabytes: float) -> None:
    with sqlite3.connect(data / "oseredok.sqlite3") as database:
        database.execute("CREATE TABLE bench_writer (id INTEGER PRIMARY KEY, at REAL)")
    database.close()
    noise = os.urandom(4 * 1024 * 1024)
    for number in range(int(gigabytes * 1e9 * 0.93 / len(noise))):
        path = data / "files" / f"{number % 50:02}" / f"scan-{number}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(noise[number % 1000 :] + noise[: number % 1000])
    os.sync()


def with_a_writer(database: Path, work: Callable[[], object]) -> tuple[float, list[float]]:
    """Do the work while another thread commits durably as the product does; return seconds and the waits in ms."""
    waits: list[float] = []
    stop = threading.Event()

    def write() -> None:
        own = sqlite3.connect(database, timeout=20, isolation_level=None)
        own.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        while not stop.is_set():
            began = time.perf_counter()
            own.execute("BEGIN IMMEDIATE")
            own.execute("INSERT INTO bench_writer (at) VALUES (?)", [began])
            own.execute("COMMIT")
            waits.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE)
        own.close()

    thread = threading.Thread(target=write)
    thread.start()
    began = time.perf_counter()
    try:
        work()
    finally:
        took = time.perf_counter() - began
        stop.set()
        thread.join()
    return took, waits


if __name__ == "__main__":
    main()
