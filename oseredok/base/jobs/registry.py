"""How people call the tasks of the queue. Each room names its own in `AppConfig.ready()`; errands bring their names.

jobs.register(deliver_letter, title=_("Надіслати лист"))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from oseredok.base.core import errands


@dataclass(frozen=True)
class TaskKind:
    """A task as people know it. `repeats`: an errand, which comes back by itself."""

    path: str
    title: str | Promise
    repeats: bool = False


_kinds: dict[str, TaskKind] = {}


def register(task: Any, *, title: str | Promise) -> None:
    """Name a task of the queue. Registering it again replaces the name."""
    _kinds[task.module_path] = TaskKind(task.module_path, title)


def kind(path: str) -> TaskKind:
    """Return what is known about a task; one that nobody named is called by its function."""
    if path in _kinds:
        return _kinds[path]
    errand = errands.by_path(path)
    if errand is not None:
        return TaskKind(path, errand.title or _unnamed(path), repeats=True)
    return TaskKind(path, _unnamed(path))


def _unnamed(path: str) -> str:
    return _("Завдання «{name}»").format(name=path.rpartition(".")[2])
