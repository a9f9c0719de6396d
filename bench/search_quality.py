"""How well the search finds what people mean: recall and nDCG at ten by class, beside SQLite FTS5 over the bare words.

    python bench/search_quality.py

The questions stand in `search_quality.txt`, written by hand over the services, topics and pages that ship with every centre.
"""

from __future__ import annotations

import math
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

QUESTIONS = Path(__file__).with_name("search_quality.txt")
AT = 10


@dataclass(frozen=True)
class Question:
    kind: str
    typed: str
    wanted: tuple[str, ...]


def questions() -> list[Question]:
    """Read the questions."""
    found, kind = [], ""
    for line in QUESTIONS.read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif " = " in line and not line.startswith("#"):
            typed, _is, wanted = line.rpartition(" = ")
            found.append(Question(kind, typed, tuple(one.strip() for one in wanted.split(","))))
    return found


def recall(found: list[str], wanted: Iterable[str]) -> float:
    """One when any of what was wanted stands among the first ten."""
    return float(bool(set(found[:AT]) & set(wanted)))


def ndcg(found: list[str], wanted: tuple[str, ...]) -> float:
    """Tell how high what was wanted stands: one when all of it comes first."""
    gain = sum(1 / math.log2(place + 2) for place, one in enumerate(found[:AT]) if one in wanted)
    return gain / sum(1 / math.log2(place + 2) for place in range(min(len(wanted), AT)))


def ours(typed: str) -> list[str]:
    """Find as a visitor does."""
    from oseredok.spine.search.finding import Wish, find

    results = find(Wish(typed, size=AT, with_facets=False), now=datetime.now(tz=UTC))
    return [f"{hit.source.code}:{hit.document.key}" for hit in results.hits]


def bare() -> Callable[[str], list[str]]:
    """Return the same over FTS5 as it comes: words as they are written, every one of them needed."""
    from oseredok.spine.search import sources
    from oseredok.spine.search.rows import rows_of

    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE bare USING fts5(uid UNINDEXED, title, words, summary, body)")
    for source in sources.all_sources():
        for row in rows_of(source, None):
            texts = [" ".join(row.texts.get(code, ())) for code in ("title", "words", "summary", "body")]
            base.execute("INSERT INTO bare VALUES (?, ?, ?, ?, ?)", (row.uid, *texts))

    def find(typed: str) -> list[str]:
        match = " ".join(f'"{word}"' for word in re.findall(r"\w+", typed))
        sql = f"SELECT uid FROM bare WHERE bare MATCH ? ORDER BY bm25(bare, 0, 6, 4, 2, 1) LIMIT {AT}"
        return [uid for (uid,) in base.execute(sql, (match,))]

    return find


def measured(find: Callable[[str], list[str]]) -> dict[str, tuple[int, float, float]]:
    """Return by class how many questions, recall, nDCG."""
    told: dict[str, list[tuple[float, float]]] = {}
    for one in questions():
        found = find(one.typed)
        told.setdefault(one.kind, []).append((recall(found, one.wanted), ndcg(found, one.wanted)))
    return {
        kind: (len(rows), sum(row[0] for row in rows) / len(rows), sum(row[1] for row in rows) / len(rows))
        for kind, rows in told.items()
    }


def main() -> None:
    from bench.measuring import own_place, prepare

    with own_place(database="", folder=""):
        from oseredok.spine.search import indexer

        prepare()
        indexer.rebuild()
        mine, theirs = measured(ours), measured(bare())
        print(f"{'class':16} {'n':>4} {'recall':>8} {'nDCG':>6}   FTS5: {'recall':>6} {'nDCG':>6}")
        for kind, (many, found, good) in mine.items():
            print(f"{kind:16} {many:4} {found:8.2f} {good:6.2f}         {theirs[kind][1]:6.2f} {theirs[kind][2]:6.2f}")
        for one in questions():
            if not recall(ours(one.typed), one.wanted):
                print("missed:", one.kind, one.typed, "→", ours(one.typed)[:3])


if __name__ == "__main__":
    main()
