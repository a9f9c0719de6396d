"""ДСТУ ГОСТ 7.1:2006, a bibliographic description with the heading of ДСТУ ГОСТ 7.80:2007: areas parted by «. – »."""

from __future__ import annotations

from datetime import date

from oseredok.collections.catalogue.citing.terms import terms
from oseredok.collections.catalogue.citing.works import Work, dashed, labelled, sentence
from oseredok.collections.catalogue.models import Record

_MATERIAL = {
    Record.Kind.EDOCUMENT: "Електронний ресурс",
    Record.Kind.MAP: "Карти",
    Record.Kind.MUSIC: "Ноти",
    Record.Kind.AUDIO: "Звукозапис",
    Record.Kind.VIDEO: "Відеозапис",
}
_MOST_AUTHORS = 3  # a book of four authors is described under its title
_MARK = ". – "


def description(work: Work, looked_on: date) -> str:
    """Return «Автор А. А. Назва [Текст] : підзаголовок / А. А. Автор. – Місто : Видавець, 2020. – 200 с. – ISBN …»"""
    authors = work.authors
    heading = f"{authors[0].turned} " if 0 < len(authors) <= _MOST_AUTHORS else ""
    head = heading + _with_material(work) + _said(work)
    if work.is_part:
        return f"{head} // {sentence(_where(work), _MARK)}"
    areas = [work.data.get("edition", ""), _imprint(work), dashed(work.data.get("extent", "")), _series(work)]
    if work.link:
        areas.append(f"Режим доступу: {work.link} (дата звернення: {looked_on:%d.%m.%Y})")
    areas += [f"ISBN {number}" for number in work.isbn] + [f"ISSN {one}" for one in work.data.get("issn", [])]
    return sentence([head, *areas], _MARK)


def _with_material(work: Work) -> str:
    """Put the general material designation after the main title, before what follows it."""
    material = f"[{_MATERIAL.get(Record.Kind(work.kind), 'Текст')}]"
    whole = work.titled
    main = next(
        one for one in (work.data.get("host", {}).get("title", ""), work.title) if one and whole.startswith(one)
    )
    at = len(main)
    return f"{whole[:at]} {material}{whole[at:]}"


def _said(work: Work) -> str:
    said = work.statements
    return f" / {' ; '.join(said)}" if said else ""


def _imprint(work: Work) -> str:
    words, data = terms(work.language), work.data
    places = " ; ".join(data.get("places", [])) or f"[{words.no_place}]"
    publishers = " : ".join(data.get("publishers", [])) or f"[{words.no_publisher}]"
    return f"{places} : {publishers}, {work.date or f'[{words.no_date}]'}"


def _series(work: Work) -> str:
    told = work.data.get("series", [])
    return " ".join(f"({' ; '.join(filter(None, (one['title'], one.get('number', ''))))})" for one in told)


def _where(work: Work) -> list[str]:
    host, words = work.data["host"], terms(work.language)
    whole = host["title"] + (f" / {host['responsibility']}" if host.get("responsibility") else "")
    year = host.get("year", "") or work.date
    return [
        whole,
        ", ".join(filter(None, (host.get("place", ""), year))),
        labelled(host.get("volume", ""), words.volume),
        labelled(host.get("number", ""), words.number),
        labelled(host.get("pages", ""), words.pages),
        *([f"URL: {work.link}"] if work.link else []),
    ]
