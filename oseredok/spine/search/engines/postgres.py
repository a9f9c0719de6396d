"""The second engine: PostgreSQL itself, its GIN index over our words. For servers where no process may keep a folder.

A lexeme begins with the number of its field, so one column serves every field and a phrase never goes over two. Slower than
the first engine by an order of magnitude on common words; one slip is forgiven, never two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from oseredok.spine.search.analysis import FORM, LATIN, shown, tokens
from oseredok.spine.search.engines.base import Answer, Batch, Engine, Found, Request
from oseredok.spine.search.engines.postgres_query import Compiler, lexeme
from oseredok.spine.search.models import IndexRow
from oseredok.spine.search.rows import APART, Row, suggestion
from oseredok.spine.search.sources import Field, Kind

MOST_POSITIONS = 16_000  # PostgreSQL counts no further
_AT_ONCE = 500
_COLUMNS = 'build, uid, source, mark, audience, values, compared, numbers, suggestions, sort_title, "group", since, until, weight'


class PostgresEngine(Engine):
    def __init__(self, build: str, known: dict[str, Field]) -> None:
        self.build = build
        self.known = known
        self.compiler = Compiler(known)

    def batch(self, *, fresh: bool = False) -> PostgresBatch:
        return PostgresBatch(self, fresh=fresh)

    def search(self, request: Request) -> Answer:
        where, values = self.compiler.where(request, build=self.build)
        found, total, rows = self._hits(request, where, values)
        return Answer(found, total, rows, {code: self._facet(request, code) for code in request.facets})

    def numbers(self, request: Request, code: str) -> list[int]:
        where, values = self.compiler.where(request, build=self.build)
        sql = f"SELECT (numbers -> %s ->> 0)::bigint FROM search_indexrow WHERE {where}"  # noqa: S608 - as below
        return [number for (number,) in self._ask(sql, [code, *values]) if number is not None]

    def field_codes(self) -> frozenset[str]:
        return frozenset(self.known)

    def has(self, term: str) -> bool:
        asked = " | ".join(lexeme(one, term) for one in self.compiler.texts)
        row = self._ask(
            "SELECT 1 FROM search_indexrow WHERE build = %s AND words @@ %s::tsquery LIMIT 1", [self.build, asked]
        )
        return bool(row)

    def complete(self, start: str, *, audience: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        sql = """
            SELECT DISTINCT one FROM search_indexrow, jsonb_array_elements_text(suggestions) one
            WHERE build = %s AND audience ?| %s AND starts_with(one, %s) ORDER BY one LIMIT %s
        """
        rows = self._ask(sql, [self.build, list(audience), start, limit])
        return [(code, words) for _key, code, words in (text.split(APART) for (text,) in rows)]

    def counts(self) -> dict[str, int]:
        rows = self._ask("SELECT source, count(*) FROM search_indexrow WHERE build = %s GROUP BY 1", [self.build])
        return dict(rows)

    def marks(self, source: str) -> Iterator[tuple[str, str]]:
        rows = IndexRow.objects.filter(build=self.build, source=source).values_list("uid", "mark")
        yield from rows.iterator(chunk_size=2000)

    def _hits(self, request: Request, where: str, values: list[Any]) -> tuple[list[Found], int, int]:
        score, scored = self.compiler.score(request.node)
        order = self.compiler.order(request.sort)
        group = "coalesce(nullif(\"group\", ''), uid)" if request.grouped else "uid"
        sql = f"""
            WITH hits AS MATERIALIZED (
                SELECT uid, {group} AS one, sort_title, numbers, {score} * weight AS score FROM search_indexrow WHERE {where}
            ), best AS (
                SELECT *, row_number() OVER (PARTITION BY one ORDER BY {order}) AS place, count(*) OVER (PARTITION BY one) AS many
                FROM hits
            )
            SELECT uid, score, many - 1, (SELECT count(DISTINCT one) FROM hits), (SELECT count(*) FROM hits) FROM best WHERE place = 1
            ORDER BY {order} LIMIT %s OFFSET %s
        """  # noqa: S608 - made of our own words; what people typed is among the values
        rows = self._ask(sql, [*scored, *values, request.limit, request.offset])
        found = []
        for uid, points, more, _total, _rows in rows:
            source, _colon, key = uid.partition(":")
            found.append(Found(source, key, float(points), int(more)))
        if rows:
            return found, int(rows[0][3]), int(rows[0][4])
        return found, *(self._total(group, where, values) if request.offset else (0, 0))

    def _total(self, group: str, where: str, values: list[Any]) -> tuple[int, int]:
        sql = f"SELECT count(DISTINCT {group}), count(*) FROM search_indexrow WHERE {where}"  # noqa: S608 - as above
        total, rows = self._ask(sql, values)[0]
        return int(total), int(rows)

    def _facet(self, request: Request, code: str) -> list[tuple[str, int]]:
        where, values = self.compiler.where(request, build=self.build, without=code)
        if code == "source":
            column, more = "source", ""
        else:
            kept = "numbers" if self.known[code].kind in (Kind.INTEGER, Kind.DATE) else "values"
            column, more = "one", f", jsonb_array_elements_text({kept} -> %s) one"
            values = [code, *values]
        sql = f"""
            SELECT {column}, count(*) FROM search_indexrow{more} WHERE {where}
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
        """  # noqa: S608 - as above
        return [(str(value), int(many)) for value, many in self._ask(sql, [*values, request.most_values])]

    def _ask(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall())


class PostgresBatch(Batch):
    """Rows are gathered, and written in one transaction by `commit`."""

    def __init__(self, engine: PostgresEngine, *, fresh: bool) -> None:
        self.engine, self.fresh = engine, fresh
        self.rows: dict[str, Row] = {}
        self.dropped: set[str] = set()
        self.sources: set[str] = set()

    def put(self, row: Row) -> None:
        self.rows[row.uid] = row
        if self.fresh and len(self.rows) >= _AT_ONCE:
            self._write()

    def drop(self, uid: str) -> None:
        self.rows.pop(uid, None)
        self.dropped.add(uid)

    def drop_source(self, source: str) -> None:
        self.rows = {uid: row for uid, row in self.rows.items() if row.source != source}
        self.sources.add(source)

    @transaction.atomic
    def commit(self) -> None:
        mine = IndexRow.objects.filter(build=self.engine.build)
        mine.filter(source__in=self.sources).delete()
        mine.filter(uid__in=[*self.dropped, *self.rows]).delete()
        self._write()

    def _write(self) -> None:
        places = ", ".join(["%s"] * 14)
        sql = f"INSERT INTO search_indexrow ({_COLUMNS}, words) VALUES ({places}, %s::tsvector)"  # noqa: S608 - as above
        with connection.cursor() as cursor:
            cursor.executemany(sql, [self._values(row) for row in self.rows.values()])
        self.rows = {}

    def _values(self, row: Row) -> list[Any]:
        known = self.engine.known
        compared = {
            code: [known[code].normal(one) for one in values]
            for code, values in row.values.items()
            if known[code].kind is Kind.KEYWORD
        }
        offered = [
            suggestion(code, one) for code, values in row.values.items() if known[code].suggest for one in values
        ]
        kept = [Jsonb(one) for one in (list(row.audience), row.values, compared, row.numbers, offered)]
        ends = [row.sort_title.encode("latin-1"), row.group, row.since, row.until, row.weight]
        return [
            self.engine.build,
            row.uid,
            row.source,
            row.mark,
            *kept,
            *ends,
            _vector(row, self.engine.compiler.texts),
        ]


def _vector(row: Row, texts: Iterable[Field]) -> str:
    """Return the words of a row as PostgreSQL reads a tsvector."""
    places: dict[str, list[str]] = {}
    for one in texts:
        start = 0
        for text in row.texts.get(one.code, ()):
            last = start
            for token in tokens(shown(text)):
                last = start + token.place
                names = [*token.keys.lemmas, FORM + token.keys.form]
                names += [LATIN + latin for latin in token.keys.latin] if one.latin else []
                for name in names:
                    at = places.setdefault(lexeme(one, name), [])
                    if len(at) < 250 and last < MOST_POSITIONS:
                        at.append(f"{last + 1}{one_letter(one)}")
            start = last + 50
    return " ".join(f"{name}:{','.join(dict.fromkeys(at))}" if at else name for name, at in places.items())


def one_letter(one: Field) -> str:
    """PostgreSQL has four weights: a field takes the nearest one."""
    return "A" if one.weight >= 5 else "B" if one.weight >= 3 else "C" if one.weight >= 2 else "D"
