"""The engine that ships: tantivy, a library in this very process, its index a folder that may be thrown away."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import zip_longest
from math import log2
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Order, Query

from oseredok.spine.search.analysis import FORM, LATIN, named, shown
from oseredok.spine.search.engines.base import MOST_GROUPED, Answer, Batch, Beside, Engine, Found, Request
from oseredok.spine.search.engines.tantivy_folder import make_empty, take_in
from oseredok.spine.search.engines.tantivy_query import Compiler
from oseredok.spine.search.rows import APART, Row, suggestion
from oseredok.spine.search.sources import PUBLIC, Field, Kind, fields

HEAP_OF_A_TURN = 50_000_000  # what a turn does not need it does not take
LEAST_HEAP_OF_A_REBUILD, MOST_HEAP_OF_A_REBUILD = 200_000_000, 1_000_000_000
LEAST_WORDS_OF_A_REBUILD, MOST_WORDS_OF_A_REBUILD = 100_000, 600_000
BYTES_OF_A_WORD = 700
LIMIT_OF_CONTAINER = Path("/sys/fs/cgroup/memory.max")
_SHORT = 60  # a name or a subject, which other records have too
_BETWEEN_VALUES = 50  # places between two values of a field: no phrase goes over


class TantivyEngine(Engine):
    """An index in a folder; an empty one is made where there is none, unless it `must_be` there (ValueError).

    `known` are the fields that may be asked: fewer than today's in an index that an older version has made.
    """

    def __init__(self, folder: Path, *, known: dict[str, Field] | None = None, must_be: bool = False) -> None:
        self.known = fields() if known is None else known
        self.folder = folder
        if not must_be and not self.is_there():
            make_empty(folder, self.known)
        self.index = tantivy.Index.open(str(folder))
        self.schema = self.index.schema
        self.compiler = Compiler(self.schema, self.known)
        self.index.config_reader(reload_policy="manual")
        self._seen = 0
        self._searcher = self.index.searcher()
        self._writer: tantivy.IndexWriter | None = None
        self._is_open = False  # whether a batch was begun that is not committed

    def searcher(self) -> tantivy.Searcher:
        """Return the latest committed state; looks at one file to know whether it is another."""
        stamp = (self.folder / "meta.json").stat().st_mtime_ns
        if stamp != self._seen:
            self.index.reload()
            self._searcher, self._seen = self.index.searcher(), stamp
        return self._searcher

    def is_there(self) -> bool:
        """Whether nobody has thrown the folder away."""
        return (self.folder / "meta.json").exists()

    def let_go(self) -> None:
        """Let another process write."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer, self._is_open = None, False

    def batch(self, *, fresh: bool = False) -> TantivyBatch:
        if fresh:
            return TantivyBatch(self, self.index.writer(heap_of_a_rebuild(), 1), fresh=True)
        if self._writer is None:
            self._writer = self.index.writer(HEAP_OF_A_TURN, 1)
        if self._is_open:
            self._writer.rollback()  # a batch broke off
        self._is_open = True
        return TantivyBatch(self, self._writer)

    def search(self, request: Request) -> Answer:
        searcher, compiler = self.searcher(), self.compiler
        query = compiler.query(request)
        facets = self._facets(searcher, compiler, query, request)
        found, total, rows = self._hits(searcher, query, request)
        return Answer(found, total, rows, {code: told for one in facets for code, told in one.result().items()})

    def numbers(self, request: Request, code: str) -> list[int]:
        searcher, query = self.searcher(), Compiler(self.schema, self.known).query(request)
        total = searcher.search(query, 1).count  # type: ignore[attr-defined]
        if not total:
            return []
        result = searcher.search(query, total, order_by_field=f"n_{code}", order=Order.Asc)
        values = searcher.fast_field_values(f"n_{code}", [at for _value, at in result.hits])
        return [int(one) for one in values if one is not None]

    def field_codes(self) -> frozenset[str]:
        return frozenset(self.known)

    def committed(self) -> None:
        """A batch has ended well."""
        self._is_open = False

    def has_row(self, uid: str) -> bool:
        """Whether the committed state has a row, or had it not long ago."""
        return bool(self.searcher().doc_freq("uid", uid))

    def has(self, term: str) -> bool:
        searcher = self.searcher()
        texts = [one.code for one in self.known.values() if one.kind is Kind.TEXT]
        kept = self.compiler.forms if term[:1] in (FORM, LATIN) else "t_"
        return any(searcher.doc_freq(f"{kept}{code}", term) for code in texts)

    def complete(self, start: str, *, audience: tuple[str, ...], limit: int) -> list[tuple[str, str]]:
        seen = Query.term_set_query(self.schema, "audience", list(audience))
        rows = self.searcher().terms_with_prefix("suggest", start, seen, limit)
        return [(code, words) for _key, code, words in (text.split(APART) for text, _count in rows)]

    def counts(self) -> dict[str, int]:
        return dict(self._count(self.searcher(), Query.all_query(), ["source"], 1000)["source"])

    def marks(self, source: str) -> Iterator[tuple[str, str]]:
        searcher = self.searcher()
        of_source = Query.const_score_query(Query.term_query(self.schema, "source", source), 1.0)
        found = [at for _score, at in searcher.search(of_source, max(searcher.num_docs, 1), count=False).hits]
        try:
            marks = searcher.fast_field_values("mark", found)
        except ValueError:
            return  # an index that an older version has made: none of its marks are today's
        for at, mark in zip(found, marks, strict=True):
            yield str(searcher.doc(at)["uid"][0]), mark_of(mark)  # type: ignore[arg-type]

    def beside(self) -> Beside:
        return Beside(self.folder, partial(take_in, self.folder))

    def _hits(self, searcher: tantivy.Searcher, query: Query, request: Request) -> tuple[list[Found], int, int]:
        deep = request.offset + request.limit
        if request.grouped and deep <= MOST_GROUPED:
            return self._grouped(searcher, query, request)
        result = searcher.search(query, request.limit, offset=request.offset, **self._order(request))
        total = result.count  # type: ignore[attr-defined]
        return [self._found(searcher, score, at) for score, at in result.hits], total, total

    def _grouped(self, searcher: tantivy.Searcher, query: Query, request: Request) -> tuple[list[Found], int, int]:
        """One hit for each group, the best of it; the others are counted among those that were looked at."""
        result = searcher.search(query, MOST_GROUPED, **self._order(request))
        groups = searcher.fast_field_values("group", [at for _score, at in result.hits])
        first: dict[Any, tuple[float, Any]] = {}
        behind: dict[Any, int] = {}
        for place, ((score, at), group) in enumerate(zip_longest(result.hits, groups)):
            name = group or f"alone {place}"
            behind[name] = behind.get(name, -1) + 1
            first.setdefault(name, (score, at))
        wanted = list(first.items())[request.offset : request.offset + request.limit]
        hidden = sum(behind.values())
        found = [self._found(searcher, score, at, behind[name]) for name, (score, at) in wanted]
        rows = result.count  # type: ignore[attr-defined]
        return found, rows - hidden, rows

    def _order(self, request: Request) -> dict[str, Any]:
        code = request.sort.removeprefix("-")
        if not code:
            return {"weight_by_field": "weight"}
        name = f"s_{code}" if code == "title" else f"n_{code}"
        return {"order_by_field": name, "order": Order.Desc if request.sort.startswith("-") else Order.Asc}

    def _found(self, searcher: tantivy.Searcher, score: Any, at: Any, more: int = 0) -> Found:
        source, _colon, key = str(searcher.doc(at)["uid"][0]).partition(":")
        return Found(source, key, score if isinstance(score, float) else 0.0, more)

    def _facets(
        self, searcher: tantivy.Searcher, compiler: Compiler, query: Query, request: Request
    ) -> list[Future[dict[str, list[tuple[str, int]]]]]:
        """Count the facets that are not chosen by two passes at once, each chosen one apart, without its own filter.

        They go on beside the search itself: tantivy lets the interpreter go, and a common word of a million records keeps
        two cores busy for half as long as one.
        """
        if not request.facets:
            return []
        chosen = [code for code in request.facets if request.filters.get(code)]
        others = [code for code in request.facets if code not in chosen]
        passes = [(query, others[::2]), (query, others[1::2])]
        passes += [(compiler.query(request, without=code), [code]) for code in chosen]
        return [
            _counters().submit(self._count, searcher, asked, codes, request.most_values)
            for asked, codes in passes
            if codes
        ]

    def _count(
        self, searcher: tantivy.Searcher, query: Query, codes: Sequence[str], most: int
    ) -> dict[str, list[tuple[str, int]]]:
        told = searcher.aggregate(
            query, {code: {"terms": {"field": self._column(code), "size": most}} for code in codes}
        )
        return {code: [(str(one["key"]), int(one["doc_count"])) for one in told[code]["buckets"]] for code in codes}

    def _column(self, code: str) -> str:
        if code == "source":
            return code
        return f"n_{code}" if self.known[code].kind in (Kind.INTEGER, Kind.DATE) else f"f_{code}"


@lru_cache(maxsize=1)
def _counters() -> ThreadPoolExecutor:
    """Return the threads that count facets; made when the first are asked for, after a server has forked."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="facets")


def heap_of_a_rebuild() -> int:
    """Return how much memory a writer of many may take: a quarter of the machine's for one on each core. The more of it,
    the fewer segments, and the less room and time they cost.
    """
    return min(max(_memory_of_a_core() // 4, LEAST_HEAP_OF_A_REBUILD), MOST_HEAP_OF_A_REBUILD)


def words_of_a_rebuild() -> int:
    """Return how many words a process that builds an index may remember: a tenth of its core's memory."""
    return min(max(_memory_of_a_core() // 10 // BYTES_OF_A_WORD, LEAST_WORDS_OF_A_REBUILD), MOST_WORDS_OF_A_REBUILD)


def _memory_of_a_core() -> int:
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0  # not told on Windows
    with suppress(OSError, ValueError):  # no container, or one without a limit («max»)
        memory = min(memory, int(LIMIT_OF_CONTAINER.read_text("ascii")))
    return memory // (os.cpu_count() or 1)


class TantivyBatch(Batch):
    def __init__(self, engine: TantivyEngine, writer: tantivy.IndexWriter, *, fresh: bool = False) -> None:
        self.engine, self.writer, self.fresh = engine, writer, fresh
        self._new: set[str] = set()

    def put(self, row: Row) -> None:
        if not self.fresh:
            if row.uid in self._new or self.engine.has_row(row.uid):
                self.drop(row.uid)  # for a new row that costs more than to look whether it is new
            self._new.add(row.uid)
        self.writer.add_document(_document(row, self.engine.known))

    def drop(self, uid: str) -> None:
        self.writer.delete_documents_by_term("uid", uid)

    def drop_source(self, source: str) -> None:
        self.writer.delete_documents_by_term("source", source)

    def commit(self) -> None:
        self.writer.commit()
        self.engine.committed()
        if self.fresh:
            self.writer.wait_merging_threads()  # and lets the lock go


def _document(row: Row, known: dict[str, Field]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("uid", row.uid)
    document.add_unsigned("mark", int(row.mark, 16))
    document.add_text("source", row.source)
    document.add_text("s_title", row.sort_title)
    document.add_float("weight", 2 ** (row.weight * log2(3)) - 2)  # tantivy multiplies by log2(2 + weight)
    for one in row.audience:
        document.add_text("audience", one)
    if PUBLIC not in row.audience:
        document.add_boolean("closed", True)
    if row.is_timed:
        document.add_boolean("timed", True)
    document.add_integer("since", row.since)
    document.add_integer("until", row.until)
    if row.group:
        document.add_integer("group", _number_of_group(row))
    for code, texts in row.texts.items():
        if texts:
            _add_words(document, code, texts, latin=known[code].latin)
    for code, values in row.values.items():
        _add_values(document, known[code], values)
    for code, numbers in row.numbers.items():
        for number in numbers:
            document.add_integer(f"n_{code}", number)
    return document


def _add_values(document: tantivy.Document, known: Field, values: Sequence[str]) -> None:
    for value in values:
        if known.kind is Kind.KEYWORD:
            document.add_text(f"k_{known.code}", _normal(known.normal, value))
        if known.facet:
            document.add_text(f"f_{known.code}", value)
        if known.suggest:
            document.add_text("suggest", suggestion(known.code, value))


def _add_words(document: tantivy.Document, code: str, texts: Sequence[str], *, latin: bool) -> None:
    lemmas: list[tantivy.Token] = []
    forms: list[str] = []
    start = 0
    for text in texts:
        of_text, in_forms, last = (_tokens_again if len(text) <= _SHORT else _tokens)(text, start, latin)
        lemmas += of_text
        forms.append(in_forms)
        start = last + _BETWEEN_VALUES
    document.add_pre_tokenized_text(f"t_{code}", tantivy.PreTokenizedString("", lemmas))
    document.add_text(f"w_{code}", " ".join(forms))


def _tokens(text: str, start: int, latin: bool) -> tuple[list[tantivy.Token], str, int]:
    words = named(shown(text), latin=latin)
    token = tantivy.Token
    lemmas = [token(lemma, start + place, 0, 0) for place, lemmas in words.lemmas for lemma in lemmas]
    return lemmas, " ".join(words.forms), start + words.last


_tokens_again = lru_cache(maxsize=5000)(_tokens)


@lru_cache(maxsize=10_000)
def _normal(normal: Callable[[str], str], value: str) -> str:
    return normal(value)


def mark_of(number: int) -> str:
    """Return a row's mark as the row tells it."""
    return f"{number:012x}"


def _number_of_group(row: Row) -> int:
    return int.from_bytes(blake2b(row.group.encode(), digest_size=7).digest(), "big") + 1
