"""A cache in files whose `add` is one step: of two processes that come at once, one is first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks


class LockedFileCache(FileBasedCache):
    """Django's file cache looks and then writes: a code that works once, sent twice at the same moment, would work twice.

    Here whoever adds holds a lock of the operating system, which a crash releases; allauth's counting of tries stands on
    `add` too. Reading needs none. `incr` stays Django's and is not to be used: it is neither one step nor keeps its term.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with self._alone():
            return bool(super().add(key, value, timeout, version))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._createdir()  # type: ignore[attr-defined]
        # Not a `.djcache` file, so that clearing the cache leaves it: a lock that somebody deletes guards nothing.
        with Path(self._dir, "lock").open("ab") as file:  # type: ignore[attr-defined]
            locks.lock(file, locks.LOCK_EX)
            try:
                yield
            finally:
                locks.unlock(file)
