"""Measures an import of records: the dry run, the run and the undoing, each by the product's own verbs.

    python bench/import_records.py [--records 10000] [--dialect unimarc|marc21|irbis] [--database postgres://...] [--index]

The records are invented (`bench.invented_records`). `--index`: the search takes up what came in, in a process of its own as
in a running centre, and the clock stops when the last record can be found. Memory is the most that this process has taken.
"""

from __future__ import annotations

import argparse
import os
import resource
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
        print(f"    {amount / (time.perf_counter() - began):,.0f} records/s with the index")
        indexer.terminate()
        indexer.wait()
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
    command = [sys.executable, __file__, "--indexer", "--folder", str(place)]
    return subprocess.Popen(command, env=os.environ.copy())


def _wait_for_index() -> None:
    from oseredok.spine.search.models import SearchOutbox

    while SearchOutbox.objects.filter(applied_at__isnull=True).exists():
        time.sleep(0.1)


def _memory() -> str:
    return f"; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
