"""All catalogues asked at once, each in a thread of its own that knows no database."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from oseredok.collections.catalogue.copying import sru, z3950
from oseredok.collections.catalogue.copying.models import Target
from oseredok.collections.catalogue.copying.replies import Found, Reply, Silent

logger = logging.getLogger(__name__)
SECONDS = 8.0


@dataclass(frozen=True)
class Question:
    """An ISBN of thirteen digits, or the words of a title."""

    isbn: str = ""
    title: str = ""


def ask(targets: Sequence[Target], question: Question, *, seconds: float = SECONDS) -> list[Reply]:
    """Return the answer of each catalogue in the order of the list; nobody is waited for longer than `seconds`."""
    if not targets:
        return []
    pool = ThreadPoolExecutor(max_workers=min(len(targets), 8), thread_name_prefix="copying")
    language = get_language()
    asked = [(target, pool.submit(_asked, target, question, seconds, language)) for target in targets]
    wait([future for _target, future in asked], timeout=seconds + 1)
    pool.shutdown(wait=False, cancel_futures=True)
    return [_reply(target, future) for target, future in asked]


def _asked(target: Target, question: Question, seconds: float, language: str | None) -> list[Found]:
    with override(language):  # a thread speaks no language of its own
        what = "isbn" if question.isbn else "title"
        words = question.isbn or question.title
        if target.protocol == Target.Protocol.Z3950:
            return z3950.ask(target.address, what=what, words=words, seconds=seconds)
        index = target.isbn_index if what == "isbn" else target.title_index
        return sru.ask(target.address, index=index, words=words, seconds=seconds)


def _reply(target: Target, future: Future[list[Found]]) -> Reply:
    if not future.done():
        return Reply(target.name, failure=_("Каталог не відповів вчасно."))
    try:
        return Reply(target.name, future.result())
    except Silent as silent:
        return Reply(target.name, failure=str(silent))
    except Exception:  # whatever a stranger has sent must not take the page away
        logger.exception("A catalogue has broken the reading of its answer: %s", target.name)
        return Reply(target.name, failure=_("Відповідь каталогу не читається."))
