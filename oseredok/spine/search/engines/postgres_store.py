"""Indexes that PostgreSQL holds: each build is a set of rows, one of them is asked."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from django.db import connection, transaction

from oseredok.spine.search import analysis, sources
from oseredok.spine.search.engines.base import Engine
from oseredok.spine.search.engines.postgres import PostgresEngine
from oseredok.spine.search.engines.store import Store, shape_of
from oseredok.spine.search.models import IndexBuild, IndexRow


class PostgresStore(Store):
    def current(self) -> PostgresEngine | None:
        build = self._asked()
        if build is None:
            return None
        known = {code: one for code, one in sources.fields().items() if build.shape.get(code) == shape_of(one)}
        return PostgresEngine(build.name, known)

    def is_fresh(self) -> bool:
        build = self._asked()
        return build is not None and build.name.startswith(_print())

    def begin(self, *, now: datetime) -> PostgresEngine:
        known = sources.fields()
        shape = {code: shape_of(one) for code, one in known.items()}
        build = IndexBuild.objects.create(name=f"{_print()}-{token_hex(4)}", shape=shape, replay_since=now)
        return PostgresEngine(build.name, known)

    @transaction.atomic
    def switch(self, engine: Engine) -> None:
        assert isinstance(engine, PostgresEngine)  # noqa: S101 - of this store
        others = IndexBuild.objects.exclude(name=engine.build)
        IndexRow.objects.filter(build__in=others.values("name")).delete()
        others.delete()
        IndexBuild.objects.filter(name=engine.build).update(is_current=True)

    def replay_since(self) -> datetime | None:
        build = self._asked()
        return build.replay_since if build else None

    def replayed(self) -> None:
        IndexBuild.objects.filter(is_current=True).update(replay_since=None)

    def throw_away(self) -> None:
        IndexBuild.objects.all().delete()
        IndexRow.objects.all().delete()

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('search_indexrow')")
            return int(cursor.fetchone()[0])

    def _asked(self) -> IndexBuild | None:
        return IndexBuild.objects.filter(is_current=True).first()


def _print() -> str:
    return sources.fingerprint("postgres", analysis.VERSION)
