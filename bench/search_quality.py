"""How well the search finds what people mean: recall and nDCG at ten by class, beside SQLite FTS5 and, where there is one,
PostgreSQL's GIN over the bare words.

    python bench/search_quality.py [--postgres postgres://…]

The questions are written by hand: `search_quality.txt` over the services, topics and pages that ship with every centre,
`search_quality_catalogue.txt` over the records of the demo catalogue, which is filled for it.
"""

from __future__ import annotations

import math
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

QUESTIONS = Path(__file__).with_name("search_quality.txt")
OF_RECORDS = Path(__file__).with_name("search_quality_catalogue.txt")
AT = 10


@dataclass(frozen=True)
class Question:
    kind: str
    typed: str
    wanted: tuple[str, ...]


def questions(file: Path = QUESTIONS) -> list[Question]:
    """Read the questions."""
    found, kind = [], ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif " = " in line and not line.startswith("#"):
            typed, _is, wanted = line.rpartition(" = ")
            found.append(
                Question(kind, typed, tuple(each for one in wanted.split(",") for each in _spread(one.strip())))
            )
    return found


def _spread(told: str) -> list[str]:
    """Return all of «б1..б8»."""
    if not (found := re.fullmatch(r"(\D+)(\d+)\.\.\1(\d+)", told)):
        return [told]
    return [f"{found[1]}{number}" for number in range(int(found[2]), int(found[3]) + 1)]


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


def fill() -> None:
    """Bring in the records of the demo catalogue, as any catalogue comes in; their copies stand nowhere."""
    from oseredok.collections.catalogue import storing
    from oseredok.collections.catalogue.describing import Format, prepare
    from oseredok.collections.catalogue.formats import iso2709
    from oseredok.collections.catalogue.models import Origin
    from oseredok.demo.catalogue import records

    how = Format("iso2709", "unimarc", "utf-8")
    made = [prepare(iso2709.write(one), how) for one in records()]
    storing.make(made, storing.Shelves(Origin.objects.get_or_create(name="ІРБІС")[0]), how, now=datetime.now(tz=UTC))


def of_records(typed: str) -> list[str]:
    """Find records as a visitor does; return their control numbers."""
    from oseredok.collections.catalogue.searching import CODE
    from oseredok.spine.search.finding import SOURCE, Wish, find

    # Every edition by itself: the rivals know no groups either.
    wish = Wish(typed, filters={SOURCE: [CODE]}, size=AT, with_facets=False, grouped=False)
    results = find(wish, now=datetime.now(tz=UTC))
    return numbered([hit.document.key for hit in results.hits])


def numbered(keys: Iterable[str]) -> list[str]:
    """Return the control numbers of records."""
    from oseredok.collections.catalogue.models import Record

    keys = [int(key) for key in keys]
    known = dict(Record.objects.filter(pk__in=keys).values_list("pk", "control_number"))
    return [known[key] for key in keys]


def _texts(only: Iterable[str] | None) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield source, uid and bare words in four weights of what may be found."""
    from oseredok.spine.search import sources
    from oseredok.spine.search.rows import rows_of

    for source in sources.all_sources():
        if only is None or source.code in only:
            for row in rows_of(source, None):
                title = " ".join(row.texts.get("title", ()))
                called = " ".join(text for code in ("words", "author", "topic") for text in row.texts.get(code, ()))
                rest = [" ".join(row.texts.get(code, ())) for code in ("summary", "body")]
                yield source.code, row.uid, (title, called, *rest)


def bare(only: Iterable[str] | None = None) -> Callable[[str], list[str]]:
    """Return the same over FTS5 as it comes: words as they are written, every one of them needed."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE bare USING fts5(uid UNINDEXED, title, words, summary, body)")
    for _source, uid, texts in _texts(only):
        base.execute("INSERT INTO bare VALUES (?, ?, ?, ?, ?)", (uid, *texts))

    def find(typed: str) -> list[str]:
        match = " ".join(f'"{word}"' for word in re.findall(r"\w+", typed))
        sql = f"SELECT uid FROM bare WHERE bare MATCH ? ORDER BY bm25(bare, 0, 6, 4, 2, 1) LIMIT {AT}"
        return [uid for (uid,) in base.execute(sql, (match,))]

    return find


def bare_gin(address: str, only: Iterable[str] | None = None) -> Callable[[str], list[str]]:
    """Return the same over PostgreSQL's full-text search as it comes: its plain dictionary, GIN, `websearch_to_tsquery`."""
    import psycopg

    base: Any = psycopg.connect(address, autocommit=True)
    base.execute("CREATE TEMP TABLE bare (uid text, words tsvector)")
    weighed = " || ".join(f"setweight(to_tsvector('simple', %s), '{one}')" for one in "ABCD")
    with base.cursor() as cursor:
        rows = [(uid, *texts) for _source, uid, texts in _texts(only)]
        cursor.executemany(f"INSERT INTO bare VALUES (%s, {weighed})", rows)
    base.execute("CREATE INDEX ON bare USING gin(words)")

    def find(typed: str) -> list[str]:
        sql = f"SELECT uid FROM bare, websearch_to_tsquery('simple', %s) q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT {AT}"
        return [uid for (uid,) in base.execute(sql, (typed,))]

    return find


def measured(find: Callable[[str], list[str]], file: Path = QUESTIONS) -> dict[str, tuple[int, float, float]]:
    """Return by class how many questions, recall, nDCG."""
    told: dict[str, list[tuple[float, float]]] = {}
    for one in questions(file):
        found = find(one.typed)
        told.setdefault(one.kind, []).append((recall(found, one.wanted), ndcg(found, one.wanted)))
    return {
        kind: (len(rows), sum(row[0] for row in rows) / len(rows), sum(row[1] for row in rows) / len(rows))
        for kind, rows in told.items()
    }


def of_keys(find: Callable[[str], list[str]]) -> Callable[[str], list[str]]:
    """Let an engine that finds uids of records answer by their control numbers."""
    return lambda typed: numbered([uid.partition(":")[2] for uid in find(typed)])


def tell(file: Path, mine: Callable[[str], list[str]], rivals: dict[str, Callable[[str], list[str]]]) -> None:
    """Print a table of classes, and what was missed."""
    told = {name: measured(find, file) for name, find in {"ours": mine, **rivals}.items()}
    print(f"{file.stem}\n{'class':16} {'n':>4}  " + "  ".join(f"{name:>7} R  nDCG" for name in told))
    for kind, (many, _found, _good) in told["ours"].items():
        cells = "  ".join(f"{rows[kind][1]:9.2f} {rows[kind][2]:5.2f}" for rows in told.values())
        print(f"{kind:16} {many:4}  {cells}")
    for one in questions(file):
        if not recall(found := mine(one.typed), one.wanted):
            print("missed:", one.kind, one.typed, "→", found[:3])


def main() -> None:
    from bench.measuring import own_place, prepare

    address = sys.argv[2] if sys.argv[1:2] == ["--postgres"] else ""
    with own_place(database="", folder=""):
        from oseredok.spine.search import indexer

        prepare()
        indexer.rebuild()
        tell(QUESTIONS, ours, {"FTS5": bare(), **({"GIN": bare_gin(address)} if address else {})})
        fill()
        indexer.rebuild()
        only = ("catalogue",)
        gin = {"GIN": of_keys(bare_gin(address, only))} if address else {}
        tell(OF_RECORDS, of_records, {"FTS5": of_keys(bare(only)), **gin})


if __name__ == "__main__":
    main()
