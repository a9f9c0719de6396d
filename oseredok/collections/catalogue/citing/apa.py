"""APA, 7th edition. Ukrainian titles stay Ukrainian; there are no italics in a line of plain text."""

from __future__ import annotations

from datetime import date

from oseredok.collections.catalogue.citing.works import Person, Work, dashed, sentence
from oseredok.collections.catalogue.crosswalk.roles import Role

_MOST_NAMED = 20


def reference(work: Work, looked_on: date) -> str:
    """Return «Шевченко, Т. Г. (1990). Кобзар: поезії (2-ге вид.). Дніпро.» `looked_on` is not asked for by this style."""
    who, when = _who(work), f"({_year(work)})"
    title = work.titled.replace(" : ", ": ")
    edition = work.data.get("edition", "").rstrip(".")
    if edition and not work.is_part:
        title += f" ({edition}.)"
    head = [f"{who} {when}", title] if who else [f"{title} {when}"]
    areas = [_where(work)] if work.is_part else [", ".join(work.data.get("publishers", []))]
    text = sentence([*head, *areas], ". ")
    return f"{text} {work.link}" if work.link else text


def _year(work: Work) -> str:
    host = work.data.get("host")
    told = host.get("year", "") if host and work.is_part else ""
    return told or work.date or "б. д."


def _who(work: Work) -> str:
    if work.authors:
        return _names(work.authors)
    bodies = [one["name"] for one in work.data.get("bodies", []) if one["role"] == Role.AUTHOR]
    if bodies:
        return " & ".join(bodies) + "."
    return f"{_names(work.editors)} (Ред.)." if work.editors else ""


def _names(people: list[Person]) -> str:
    names = [f"{one.family}, {one.initials}" if one.initials else one.family for one in people]
    if len(names) > _MOST_NAMED:
        return ", ".join(names[: _MOST_NAMED - 1]) + f", … {names[-1]}"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"


def _where(work: Work) -> str:
    host = work.data["host"]
    volume, number = host.get("volume", ""), host.get("number", "")
    numbers = f"{volume}({number})" if volume and number else volume or number
    return ", ".join(filter(None, (host["title"], numbers, dashed(host.get("pages", "")))))
