"""Measures what a visitor waits for: the page of results and the suggestions, whole requests in this process.

    python bench/search_pages.py [--records 50000] [--folder /tmp/kept] [--rounds 5]

The records are invented (`bench.invented_records`) and come in as any catalogue does. A folder that is given is kept and used
again. Told are the median and the 95th percentile of time on the clock and of the processor's own: on a busy machine the second tells more.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import measuring

AT_ONCE = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=50_000)
    parser.add_argument("--folder", default="")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with measuring.own_place(database="", folder=options.folder):
        measuring.prepare()
        fill(options.records)
        print(f"{measuring.machine()}; {options.records:,} records", flush=True)
        asked = words()
        for name, path in ADDRESSES.items():
            tell(name, [path.format(word=word, start=word[:4]) for word in asked], options.rounds)


ADDRESSES = {
    "results": "/search/?q={word}",
    "results, books": "/search/?q={word}&kind=catalogue",
    "results, narrowed": "/search/?q={word}&kind=catalogue&f-language=ukr",
    "suggestions": "/search/suggest/?q={start}",
}


def fill(amount: int) -> None:
    """Bring in as many records as are lacking, and index them."""
    from django.utils import timezone

    from bench import invented_records
    from oseredok.collections.catalogue import storing
    from oseredok.collections.catalogue.describing import Format, prepare
    from oseredok.collections.catalogue.formats import iso2709
    from oseredok.collections.catalogue.models import Origin, Record
    from oseredok.spine.search import indexer

    there = Record.objects.count()
    how, now = Format("iso2709", "unimarc", "utf-8"), timezone.now()
    shelves = storing.Shelves(Origin.objects.get_or_create(name="Bench")[0])
    coming = islice(enumerate(invented_records.books(amount), start=1), there, None)
    while piece := list(islice(coming, AT_ONCE)):
        made = [prepare(iso2709.write(invented_records.unimarc(number, book)), how) for number, book in piece]
        storing.make(made, shelves, how, now=now)
    if there < amount:
        indexer.rebuild()


def words(many: int = 40) -> list[str]:
    """Return words of the titles, some common and some rare."""
    from oseredok.collections.catalogue.models import Record

    found: dict[str, None] = {}
    for title in Record.objects.order_by("pk").values_list("title", flat=True)[: many * 5]:
        found.update(dict.fromkeys(word for word in title.lower().split() if word.isalpha() and len(word) > 3))
    return list(found)[:many]


def tell(name: str, paths: Iterable[str], rounds: int) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    paths = list(paths)
    for path in paths:
        assert client.get(path).status_code == 200, path
    clock = [_timed(client, path, time.perf_counter) for _round in range(rounds) for path in paths]
    own = [_timed(client, path, time.process_time) for _round in range(rounds) for path in paths]
    print(f"  {name:20} {_words(clock)} on the clock   {_words(own)} of the processor", flush=True)


def _timed(client: Any, path: str, clock: Callable[[], float]) -> float:
    began = clock()
    client.get(path)
    return (clock() - began) * 1000


def _words(times: list[float]) -> str:
    return f"median {median(times):6.1f} ms, p95 {quantiles(times, n=20)[-1]:6.1f} ms"


if __name__ == "__main__":
    main()
