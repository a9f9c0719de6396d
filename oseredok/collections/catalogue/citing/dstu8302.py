"""ДСТУ 8302:2015, a reference in a list of literature: up to three authors first, areas parted by full stops."""

from __future__ import annotations

from datetime import date

from oseredok.collections.catalogue.citing.terms import terms
from oseredok.collections.catalogue.citing.works import Person, Work, dashed, labelled, sentence

_MOST_FIRST = 3  # authors that stand before the title
_MOST_NAMED = 4  # authors that stand after the slash; of more, the first one


def reference(work: Work, looked_on: date) -> str:
    """Return «Автор А. А. Назва : підзаголовок. Місто : Видавець, 2020. 200 с.»"""
    authors = work.authors
    first = ", ".join(one.turned for one in authors) if len(authors) <= _MOST_FIRST else ""
    said = work.other_statements if first else _after_slash(work, authors)
    title = work.titled + (f" / {' ; '.join(said)}" if said else "")
    head = f"{first} {title}" if first else title
    areas = _of_part(work) if work.is_part else _of_whole(work)
    if work.link:
        areas.append(f"URL: {work.link} (дата звернення: {looked_on:%d.%m.%Y})")
    return sentence([head, *areas], ". ")


def _after_slash(work: Work, authors: list[Person]) -> list[str]:
    if not authors:
        return work.statements
    if len(authors) <= _MOST_NAMED:
        named = ", ".join(one.direct for one in authors)
    else:
        named = f"{authors[0].direct} {terms(work.language).others}"
    return [named, *work.other_statements]


def _of_whole(work: Work) -> list[str]:
    data = work.data
    places = " ; ".join(data.get("places", []))
    imprint = " : ".join(filter(None, (places, *data.get("publishers", []))))
    when = work.date or f"[{terms(work.language).no_date}]"
    series = [f"({_series(one['title'], one.get('number', ''))})" for one in data.get("series", [])]
    extent = data.get("extent", "").partition(" : ")[0].partition(" ; ")[0]
    return [data.get("edition", ""), f"{imprint}, {when}" if imprint else when, dashed(extent), " ".join(series)]


def _series(title: str, number: str) -> str:
    return f"{title} ; {number}" if number else title


def _of_part(work: Work) -> list[str]:
    """Where an article stands. A collection has a place of publication, a journal has none."""
    host, words = work.data["host"], terms(work.language)
    whole = host["title"]
    if said := host.get("responsibility"):
        whole += f" / {said}"
    year = host.get("year", "") or work.date
    if place := host.get("place"):
        year = f"{place}, {year}" if year else place
    numbers = [labelled(host.get("volume", ""), words.volume), labelled(host.get("number", ""), words.number)]
    return [whole, year, ", ".join(filter(None, numbers)), labelled(host.get("pages", ""), words.pages)]
