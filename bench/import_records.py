"""Measures an import of records: the dry run, the run and the undoing, each by the product's own verbs.

    python bench/import_records.py [--records 10000] [--dialect unimarc|marc21|irbis] [--database postgres://...] [--index]

The records are invented (`bench.invented_records`). `--index`: the search takes up what came in, in a process of its own as
in a running centre, and the clock stops when the last record can be found. Then twenty records are described by hand, one after
another, each sought until it is found; and the whole index is built anew. Memory is the most that this process has taken.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import measuring


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    parser.add_argument("--folder", default="")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--dialect", choices=("unimarc", "marc21", "irbis"), default="unimarc")
    parser.add_argument("--index", action="store_true")
    parser.add_argument("--indexer", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with measuring.own_place(database=options.database, folder=options.folder) as place:
        if options.indexer:
            index_all()
            return
        measuring.prepare()
        print(f"{measuring.machine()}; {options.records:,} records of {options.dialect}", flush=True)
        path = place / "records"
        from bench import invented_records

        invented_records.write(path, amount=options.records, dialect=options.dialect)
        run(path, amount=options.records, place=place, with_index=options.index)


def run(path: Path, *, amount: int, place: Path, with_index: bool) -> None:
    """Take a file, try it, carry it over, wait for the index, take it back."""
    from django.utils import timezone

    from oseredok.base.jobs import progress
    from oseredok.collections.catalogue.imports import actions, tasks

    print(f"  file of {path.stat().st_size / 1e6:.1f} MB{_memory()}")
    batch = actions.take_server_file(name=path.name, origin="Bench", staff=None, now=timezone.now(), path=path)
    how = {"dialect": batch.dialect, "encoding": batch.encoding, "mode": "add", "take_duplicates": True}
    batch = actions.settle(batch=batch, how=how, targets=[])
    with measuring.timed("dry run"), progress.running(title="dry run") as job:
        tasks.check(batch, job)
    print(f"    {tasks.said(batch)}{_memory()}")
    actions.begin_running(batch)
    batch.save()
    indexer = _start_indexer(place) if with_index else None
    began = time.perf_counter()
    with measuring.timed("run"), progress.running(title="run", of=batch.total) as job:
        tasks.carry(batch, job)
    print(f"    {amount / (time.perf_counter() - began):,.0f} records/s{_memory()}")
    if indexer is not None:
        _wait_for_index()
        print(f"    {amount / (time.perf_counter() - began):,.0f} records/s with the index", flush=True)
        _until_found("Перший запит будить словник")
        times = [_until_found(f"Рукопис невідомого {number}") for number in range(20)]
        print(f"  saved and found: {statistics.median(times):.2f} s, worst {max(times):.2f} s", flush=True)
        indexer.terminate()
        indexer.wait()
        _rebuild()
    actions.move(batch, batch.State.UNDOING)
    with measuring.timed("taken back"), progress.running(title="undo") as job:
        print(f"    {tasks.undo(batch, job)}{_memory()}")


def index_all() -> None:
    """Do what the worker of a running centre does: take up what waits, until told to stop."""
    from oseredok.spine.search import indexer

    while True:
        if not indexer.turn():
            time.sleep(0.05)


def _start_indexer(place: Path) -> subprocess.Popen[bytes]:
    """Start it, and wait until it has an index: a running centre has one."""
    from oseredok.spine.search import indexes

    command = [sys.executable, __file__, "--indexer", "--folder", str(place)]
    started = subprocess.Popen(command, env=os.environ.copy())
    while not indexes.store().is_fresh():
        time.sleep(0.1)
    return started


def _wait_for_index() -> None:
    from oseredok.spine.search.models import SearchOutbox

    while SearchOutbox.objects.filter(applied_at__isnull=True).exists():
        time.sleep(0.1)


def _until_found(title: str) -> float:
    """Describe a record by hand and seek it by its title; return how many seconds that took."""
    from django.utils import timezone

    from oseredok.collections.catalogue.cataloguing import actions
    from oseredok.collections.catalogue.crosswalk.reading import Described
    from oseredok.library.people.access import Duty
    from oseredok.library.people.models import Account, Role
    from oseredok.library.places.models import Library
    from oseredok.spine.search import finding

    account, _is_new = Account.objects.get_or_create(username="bench")
    duty = Duty(account=account, place=Library(), roles=frozenset({Role.CATALOGUER}))
    described = Described(kind="book", title=title, author="", year=2026, language="ukr", data={"languages": ["ukr"]})
    actions.make_record(duty=duty, described=described, is_another=True, now=timezone.now())
    began = time.perf_counter()
    while not finding.find(finding.Wish(text=f'"{title}"', exact=True), now=timezone.now()).total:
        time.sleep(0.01)
    return time.perf_counter() - began


def _rebuild() -> None:
    from oseredok.spine.search import indexer, indexes

    with measuring.timed("the index built anew, by a process for each core"):
        many = indexer.rebuild()
    size = indexes.store().size()
    print(f"    {many:,} rows, {size / 1e6:.0f} MB, {size / many:.0f} bytes each", flush=True)


def _memory() -> str:
    return f"; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
