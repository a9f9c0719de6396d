"""SQLite FTS5 and PostgreSQL GIN over the very words that our index has: what a centre would search by without it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from oseredok.spine.search.analysis import named, shown
from oseredok.spine.search.rows import Row

COLUMNS = ("title", "author", "subject", "summary")
FACETS = ("language", "branch", "kind", "subject_name")
PAGE = 20


Prepared: TypeAlias = tuple[int, str, str, str, str, str, str, str]
"""Of a record: year, language, kind, branch, and the words of each of the columns."""


def prepared(row: Row) -> Prepared:
    """Return what the rivals keep of a row: both the same, the first lemma of each word."""
    first = (row.values["language"][0], row.values["kind"][0], row.values["branch"][0])
    title, author, subject, summary = (_lemmas(row, one) for one in COLUMNS)
    return (row.numbers["year"][0], *first, title, author, subject, summary)


def _lemmas(row: Row, column: str) -> str:
    return " ".join(
        lemmas[0] for text in row.texts.get(column, ()) for _place, lemmas in named(shown(text), latin=False).lemmas
    )


class Fts5:
    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "fts5.sqlite3"
        self.base = sqlite3.connect(self.file)
        self.base.executescript(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA mmap_size=4000000000;
            CREATE VIRTUAL TABLE words USING fts5(title, author, subject, summary, content='',
                tokenize="unicode61 remove_diacritics 0 tokenchars '''-.'");
            CREATE TABLE side (id INTEGER PRIMARY KEY, year INTEGER, language TEXT, kind TEXT, branch TEXT);
            """
        )

    def fill(self, rows: Iterable[Prepared]) -> None:
        with self.base:
            for number, row in enumerate(rows, start=1):
                self.base.execute(
                    "INSERT INTO words(rowid, title, author, subject, summary) VALUES (?,?,?,?,?)", (number, *row[4:])
                )
                self.base.execute("INSERT INTO side VALUES (?,?,?,?,?)", (number, *row[:4]))
        self.base.execute("INSERT INTO words(words) VALUES('optimize')")
        self.base.executescript("CREATE INDEX of_year ON side(year); ANALYZE;")

    def size(self) -> int:
        return self.file.stat().st_size

    def ask(self, kind: str, words: Sequence[str], branch: str) -> int:
        match = {
            "phrase": f'"{" ".join(words)}"',
            "prefix": f'"{words[0][:4]}"*',
            "field": f'title : "{words[0]}"',
        }.get(kind) or " ".join(f'"{one}"' for one in words)
        one = self.base.execute
        total = one("SELECT count(*) FROM words WHERE words MATCH ?", (match,)).fetchone()[0]
        joined = "words JOIN side ON side.id = words.rowid WHERE words MATCH ?"
        if kind == "facets":
            one("CREATE TEMP TABLE hits AS SELECT rowid AS id FROM words WHERE words MATCH ?", (match,))
            for column in ("language", "kind", "branch", "year"):
                one(
                    f"SELECT {column}, count(*) FROM hits CROSS JOIN side USING (id) GROUP BY 1 ORDER BY 2 DESC LIMIT 10"
                ).fetchall()
            one("DROP TABLE hits")
        elif kind == "sort":
            one(f"SELECT words.rowid FROM {joined} ORDER BY year DESC LIMIT {PAGE}", (match,)).fetchall()
        elif kind == "filter":
            one(
                f"SELECT words.rowid FROM {joined} AND branch=? AND year >= 2000 ORDER BY bm25(words,6,4,3,2) LIMIT {PAGE}",
                (match, branch),
            ).fetchall()
        else:
            one(
                f"SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words,6,4,3,2) LIMIT {PAGE}", (match,)
            ).fetchall()
        return int(total)


class Gin:
    name = "gin"

    def __init__(self, address: str) -> None:
        import psycopg

        self.base: Any = psycopg.connect(address, autocommit=True)
        self.base.execute("DROP TABLE IF EXISTS bench_words")
        self.base.execute(
            "CREATE UNLOGGED TABLE bench_words (id int PRIMARY KEY, year int, language text, kind text, branch text, words tsvector)"
        )
        self.base.execute("SET jit = off")

    def fill(self, rows: Iterable[Prepared]) -> None:
        weighed = " || ".join(f"setweight(to_tsvector('simple', %s), '{one}')" for one in "ABCD")
        with self.base.cursor() as cursor, self.base.transaction():
            batch: list[tuple[Any, ...]] = []
            for number, row in enumerate(rows, start=1):
                batch.append((number, *row))
                if len(batch) == 2000:
                    cursor.executemany(f"INSERT INTO bench_words VALUES (%s,%s,%s,%s,%s,{weighed})", batch)
                    batch = []
            cursor.executemany(f"INSERT INTO bench_words VALUES (%s,%s,%s,%s,%s,{weighed})", batch)
        for statement in (
            "CREATE INDEX ON bench_words USING gin(words)",
            "CREATE INDEX ON bench_words(year)",
            "ANALYZE bench_words",
        ):
            self.base.execute(statement)

    def size(self) -> int:
        return int(self.base.execute("SELECT pg_total_relation_size('bench_words')").fetchone()[0])

    def ask(self, kind: str, words: Sequence[str], branch: str) -> int:
        joiner = " <-> " if kind == "phrase" else " & "
        match = joiner.join(f"'{one}'" for one in words)
        match = {"prefix": f"'{words[0][:4]}':*", "field": f"'{words[0]}':A"}.get(kind, match)
        one = self.base.execute
        found = "WITH m AS MATERIALIZED (SELECT * FROM bench_words, to_tsquery('simple', %s) q WHERE words @@ q)"
        total = one("SELECT count(*) FROM bench_words WHERE words @@ to_tsquery('simple', %s)", (match,)).fetchone()[0]
        if kind == "facets":
            parts = [
                f"(SELECT '{column}', {column}::text, count(*) n FROM m GROUP BY 2 ORDER BY n DESC LIMIT 10)"
                for column in ("language", "kind", "branch", "year")
            ]
            one(f"{found} {' UNION ALL '.join(parts)}", (match,)).fetchall()
        elif kind == "sort":
            one(f"{found} SELECT id FROM m ORDER BY year DESC LIMIT {PAGE}", (match,)).fetchall()
        elif kind == "filter":
            one(
                f"{found} SELECT id FROM m WHERE branch=%s AND year >= 2000 ORDER BY ts_rank(words, q) DESC LIMIT {PAGE}",
                (match, branch),
            ).fetchall()
        else:
            one(f"{found} SELECT id FROM m ORDER BY ts_rank(words, q) DESC LIMIT {PAGE}", (match,)).fetchall()
        return int(total)
