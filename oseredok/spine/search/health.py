"""Does the search show what the library has?"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core import health
from oseredok.base.core.health import Finding, Level
from oseredok.base.core.text import bytes_words, counted
from oseredok.spine.search import indexer, indexes

MANY_WAITING = 5000
WORKER_CURE = gettext_lazy("Його оновлює обробник завдань: перевірте, чи він працює.")


def find_index(_now: datetime) -> Finding:
    store = indexes.store()
    engine = store.current()
    if engine is None:
        return Finding(Level.ADVICE, _("Пошук ще готується: індекс будують наново."), cure=str(WORKER_CURE))
    if not store.is_fresh():
        sentence = _("Пошук оновлюється до нової версії, а поки шукає у старому індексі.")
        return Finding(Level.ADVICE, sentence, cure=str(WORKER_CURE))
    waiting = indexer.waiting_count()
    if waiting > MANY_WAITING:
        words = counted(waiting, _("зміна"), _("зміни"), _("змін"))
        return Finding(Level.BAD, _("Пошук відстає: чекає {words}.").format(words=words), cure=str(WORKER_CURE))
    total = counted(sum(engine.counts().values()), _("запис"), _("записи"), _("записів"))
    sentence = _("Пошук працює: {total}, індекс {size}.")
    return Finding(Level.WELL, sentence.format(total=total, size=bytes_words(store.size())))


def register() -> None:
    health.register(health.Source("search", 60, find_index))
