"""Measures the search beside SQLite FTS5 and PostgreSQL GIN, in one run: building, size, how long a question lasts.

    python bench/search.py [--records 100000] [--questions 200] [--seconds 20] [--database postgres://...] [--folder DIR]

Our index is built as the product rebuilds one, by a process for each core; the words of the records are made meanwhile, in the
place of reading them from a database. Every question returns a page by relevance and the exact total, on every engine;
engines take turns, question by question, and one that has taken its seconds in a class is asked no more of it.
"""

from __future__ import annotations

import argparse
import marshal
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measuring import machine, own_place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--database", default="")
    parser.add_argument("--folder", default="")
    parser.add_argument("--seconds", type=float, default=20.0, help="of one engine in one class")
    parser.add_argument("--hand", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with own_place(database="", folder=options.folder) as place:
        made = offered(options.records)
        if options.hand:
            from oseredok.spine.search import hand

            hand.work(Path(options.hand))
            return
        run(place, made, questions=options.questions, seconds=options.seconds, database=options.database)


def offered(records: int) -> Any:
    """Make the records the only thing that can be found."""
    from bench.search_records import Records
    from oseredok.spine.search import sources

    made = Records(records)
    sources._sources.clear()
    sources.register(made.source())
    return made


def run(place: Path, made: Any, *, questions: int, seconds: float, database: str) -> None:
    from bench.search_rivals import Fts5, Gin
    from oseredok.spine.search import building
    from oseredok.spine.search.engines.tantivy import TantivyEngine
    from oseredok.spine.search.rows import rows_of_part

    print(machine(), "load", *(f"{one:.1f}" for one in os.getloadavg()))
    records, folder = made.many, Path(tempfile.mkdtemp(dir=place))
    few = min(records, 20_000)
    timed("generator alone", few, lambda: sum(1 for _row in rows_of_part(made.source(), 0, few - 1)))
    engine = TantivyEngine(folder / "index")
    hand = (sys.executable, __file__, "--records", str(records), "--folder", str(place), "--hand")
    timed("ours, with the generator", records, lambda: building.fill(engine, tell=lambda done: None, hand=hand))
    kept = sum(one.stat().st_size for one in engine.folder.iterdir())
    print(f"  index {kept / 1e6:.0f} MB, {kept / records:.0f} bytes a record")
    words = folder / "words"
    timed("words for the rivals", records, lambda: spool(made, words))
    rivals: list[Any] = [Fts5(folder), *([Gin(database)] if database else [])]
    for rival in rivals:
        timed(rival.name, records, lambda rival=rival: rival.fill(spooled(words)))  # type: ignore[misc]
        print(f"  {rival.name} {rival.size() / 1e6:.0f} MB")
    words.unlink()
    ask_all(made, engine, rivals, questions, seconds)


def spool(made: Any, path: Path) -> None:
    """Write down what the rivals are filled with, so that nobody waits for it twice."""
    from bench.search_rivals import prepared
    from oseredok.spine.search.rows import rows_of

    with path.open("wb") as file:
        for row in rows_of(made.source(), None):
            marshal.dump(prepared(row), file)


def spooled(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        while True:
            try:
                yield marshal.load(file)  # noqa: S302 - our own file
            except EOFError:
                return


def timed(name: str, many: int, work: Callable[[], object]) -> None:
    started = time.perf_counter()
    work()
    took = time.perf_counter() - started
    print(f"{name}: {took:.1f} s, {many / took:.0f} records/s", flush=True)


def ask_all(made: Any, engine: Any, rivals: list[Any], questions: int, seconds: float) -> None:
    print(
        f"{'class':10} {'hits':>7} "
        + " ".join(f"{one:>22}" for one in ("ours", *(rival.name for rival in rivals)))
        + "  ratio of medians"
    )
    of_ours: list[float] = []
    for kind in (
        "common",
        "rare",
        "and2",
        "and3",
        "phrase",
        "field",
        "filter",
        "facets",
        "sort",
        "prefix",
        "deep",
        "fuzzy",
    ):
        chance = random.Random(kind)  # noqa: S311
        took: dict[str, list[float]] = {}
        hits = []
        for _number in range(questions):
            words, typed = question(made, kind, chance)
            branch = f"Філія {chance.randint(1, 20)}"
            hits.append(
                measure(
                    took,
                    "ours",
                    lambda kind=kind, typed=typed, branch=branch: ours(engine, kind, typed, branch),
                    seconds,
                )
                or 0
            )
            for rival in rivals:
                if kind not in ("fuzzy", "deep"):
                    measure(
                        took,
                        rival.name,
                        lambda rival=rival, kind=kind, words=words, branch=branch: rival.ask(kind, words, branch),
                        seconds,
                    )
        tell(kind, hits, took)
        of_ours += took["ours"]
    print(f"all of ours: median {statistics.median(of_ours):.2f} ms, p99 {percentile(of_ours, 99):.2f} ms")


def question(made: Any, kind: str, chance: random.Random) -> tuple[list[str], str]:
    """Return lemmas for the rivals, and what a person would type for us."""
    from oseredok.spine.search.analysis import keys_of

    many = {"and2": 2, "and3": 3}.get(kind, 1)
    if kind == "rare":
        words = [chance.choice(made.lexemes[len(made.lexemes) // 2 :])[0]]
    elif kind == "phrase":
        title = made.record(chance.randrange(made.many)).title.split()
        at = chance.randrange(len(title) - 1)
        words = [one.lower() for one in title[at : at + 2]]
    elif many > 1:
        words = chance.sample(made.record(chance.randrange(made.many)).summary.split(), many)
    else:
        words = [made.lexemes[chance.randrange(60)][0]]
    lemmas = [keys_of(word).lemmas[0].replace("'", "") for word in words]
    typed = {"phrase": f'"{" ".join(words)}"', "prefix": f"{words[0][:4]}*", "field": f"назва:{words[0]}"}.get(kind)
    if kind == "fuzzy":
        at = chance.randrange(1, max(2, len(words[0]) - 1))
        return lemmas, words[0][:at] + "щ" + words[0][at:]
    return lemmas, typed or " ".join(words)


def ours(engine: Any, kind: str, typed: str, branch: str) -> int:
    from oseredok.spine.search import query
    from oseredok.spine.search.engines.base import Request
    from oseredok.spine.search.nodes import loosened

    node = query.parse(typed).node
    more: dict[str, Any] = {}
    if kind == "filter":
        node, more = query.parse(f"{typed} рік:>=2000").node, {"filters": {"branch": [branch]}}
    elif kind == "facets":
        more = {"facets": ("language", "kind", "branch", "year", "author")}
    elif kind == "sort":
        more = {"sort": "-year"}
    elif kind == "deep":
        more = {"offset": 900}
    elif kind == "fuzzy":
        node = loosened(node, dict.fromkeys(query.plain_words(node), 1))
    return int(engine.search(Request(node, ("public",), 1_800_000_000, **more)).total)


def measure(took: dict[str, list[float]], name: str, work: Callable[[], int], seconds: float) -> int | None:
    times = took.setdefault(name, [])
    if sum(times) > seconds * 1000:
        return None
    started = time.perf_counter()
    found = work()
    times.append((time.perf_counter() - started) * 1000)
    return found


def tell(kind: str, hits: list[int], took: dict[str, list[float]]) -> None:
    shown = [f"{statistics.median(times):8.2f} /{percentile(times, 99):8.2f}" for times in took.values()]
    ours_median, *others = (statistics.median(times) for times in took.values())
    ratios = " ".join(f"{one / ours_median:.1f}x" for one in others)
    print(
        f"{kind:10} {statistics.median(hits):7.0f} " + " ".join(f"{one:>22}" for one in shown) + f"  {ratios}",
        flush=True,
    )


def percentile(times: list[float], part: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * part // 100)]


if __name__ == "__main__":
    main()
