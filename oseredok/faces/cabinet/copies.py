"""The reader's copy of everything held: for a machine (JSON that explains itself) and for people (PDF)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.clock import local
from oseredok.base.core.dates import clock_time, date_words
from oseredok.base.papers.pdf import render_pdf
from oseredok.faces.cabinet.explained import Explained, explained
from oseredok.library.people.holders import Fact
from oseredok.library.people.models import Reader
from oseredok.library.privacy import queries as privacy

FORMAT, VERSION = "oseredok-reader-data", 1


def as_json(*, reader: Reader, now: datetime) -> bytes:
    """Return the machine's copy: UTF-8, keys that never change, and a readme inside."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "readme": _readme(),
        "made_at": now.isoformat(),
        "library": {"system": reader.home_library.system.name, "library": reader.home_library.name},
        "groups": [_machine_group(one) for one in _groups(reader, now)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()


def as_pdf(*, reader: Reader, now: datetime) -> bytes:
    """Return the paper: the same groups with their reasons, in words."""
    at = local(now)
    data = {
        "whose": reader.full_name,
        "made": _("Складено {day} о {time}").format(day=date_words(at), time=clock_time(at)),
        "from": reader.home_library.system.name,
        "labels": {"why": _("Навіщо"), "source": _("Звідки"), "term": _("Доки")},
        "groups": [_paper_group(one) for one in _groups(reader, now)],
    }
    return render_pdf(template="cabinet/data.typ", data=data, title=_("Дані, які зберігає бібліотека"), made_at=now)


def _groups(reader: Reader, now: datetime) -> list[Explained]:
    return explained(privacy.held(reader, now))


def _readme() -> dict[str, Any]:
    return {
        "about": _("Усе, що бібліотека зберігає про одного читача. Файл зроблено на вимогу цього читача."),
        "groups": _(
            "Кожна група: code (незмінний), title, why, source, term; facts — поодинокі відомості, records — повторювані."
        ),
        "facts": _(
            "Кожна відомість: name і value для людини, raw для програми: дати за ISO 8601, коди з переліків. Ключ — code, незмінний."
        ),
    }


def _machine_group(one: Explained) -> dict[str, Any]:
    return {
        "code": one.group.code,
        "title": str(one.group.title),
        "why": one.why,
        "source": one.source,
        "term": one.term,
        "facts": _machine_facts(one.group.facts),
        "records": [_machine_facts(record) for record in one.group.records],
    }


def _machine_facts(facts: Iterable[Fact]) -> dict[str, Any]:
    return {
        fact.code: {"name": str(fact.name), "value": fact.value, "raw": fact.value if fact.raw is None else fact.raw}
        for fact in facts
    }


def _paper_group(one: Explained) -> dict[str, Any]:
    return {
        "title": str(one.group.title),
        "why": one.why,
        "source": one.source,
        "term": one.term,
        "facts": _rows(one.group.facts),
        "records": [_rows(record) for record in one.group.records],
    }


def _rows(facts: Iterable[Fact]) -> list[list[str]]:
    return [[str(fact.name), fact.value] for fact in facts if fact.value]
