"""Measures the readers' registry: finding by any part of a name, registering, pages beside large tables, forgetting.

    python bench/people.py [--readers 200000] [--rows 100000] [--database postgres://...] [--folder DIR] [--times 20]
                           [--only finding pages forgetting]

The readers are invented. Without `--database` (or DATABASE_URL) it makes an SQLite file in a temporary folder and removes
it afterwards; with `--folder` the folder stays, and another run takes up the readers that it finds. A PostgreSQL database
must be empty or such a run's own: its `public` schema is dropped when it has no readers. Forgetting comes last and leaves
fewer readers: a kept database is not for measuring it twice.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import measuring

PARTS = ("finding", "pages", "forgetting")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    parser.add_argument("--folder", default="")
    parser.add_argument("--readers", type=int, default=200_000)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    with measuring.own_place(database=options.database, folder=options.folder):
        measuring.prepare()
        print(f"{measuring.machine()}; {options.readers:,} readers", flush=True)
        if not measuring.is_filled():
            from bench import registry_filled

            registry_filled.fill(readers=options.readers, rows=options.rows)
        run(options.only, times=options.times)


def run(parts: list[str], *, times: int) -> None:
    from bench import people_finding, people_forgetting, people_pages

    if "finding" in parts:
        people_finding.measure(times)
    if "pages" in parts:
        people_pages.measure(times)
    if "forgetting" in parts:
        people_forgetting.measure()


if __name__ == "__main__":
    main()
