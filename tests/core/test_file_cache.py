"""The cache in files: what may happen once happens once, also when many come at the same moment."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.cache.backends.filebased import FileBasedCache

from oseredok import settings as shipped
from oseredok.base.core.file_cache import LockedFileCache


def _add_all(folder: str, start: Any, took: Any) -> None:
    cache = LockedFileCache(folder, {})
    start.wait()
    took.put(sum(cache.add(f"code {number}", "y", 30) for number in range(200)))


def test_of_many_processes_one_uses_a_code(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, took = context.Barrier(2), context.Queue()
    workers = [context.Process(target=_add_all, args=(str(tmp_path), start, took)) for _ in range(2)]
    for worker in workers:
        worker.start()
    total = sum(took.get(timeout=120) for _ in workers)
    for worker in workers:
        worker.join(60)
    assert total == 200


def test_of_many_threads_one_uses_a_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = LockedFileCache(str(tmp_path), {})
    looked = FileBasedCache.has_key

    def slowly(self: FileBasedCache, key: str, version: int | None = None) -> bool:
        found = looked(self, key, version)
        time.sleep(0.02)  # between looking and writing there is time for everybody
        return found

    monkeypatch.setattr(FileBasedCache, "has_key", slowly)
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _n: cache.add("code", "y", 30), range(8))) == 1


def test_what_is_over_may_be_added_again_and_clearing_leaves_the_lock(tmp_path: Path) -> None:
    cache = LockedFileCache(str(tmp_path), {})
    assert cache.add("code", "y", 30)
    assert not cache.add("code", "z", 30)
    assert cache.get("code") == "y"
    cache.set("code", "y", -1)
    assert cache.add("code", "z", 30)
    cache.clear()
    assert cache.get("code") is None
    assert [one.name for one in tmp_path.iterdir()] == ["lock"]


def test_a_centre_keeps_its_limits_in_it() -> None:
    assert shipped.CACHES["default"]["BACKEND"] == f"{LockedFileCache.__module__}.{LockedFileCache.__name__}"
