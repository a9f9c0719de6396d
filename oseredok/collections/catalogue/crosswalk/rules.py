"""The language of the tables: `Rule("title", text("a"))` says which subfields of a field become what.

A reader takes the indicators and the subfields of one field and yields the values of its target. In `codes` a full stop
stands for the text before the first subfield.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Host, Link, Named
from oseredok.collections.catalogue.crosswalk.roles import Role, role_of
from oseredok.collections.catalogue.formats.marc import Subfields

Reader: TypeAlias = Callable[[str, Subfields], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of a field: `to` is a key of `Data`, or `years`, `title`, `title_of_set`, which `reading` understands."""

    to: str
    read: Reader


Table: TypeAlias = Mapping[str, tuple[Rule, ...]]
_SUBJECT_DASH = " – "


def _codes(codes: str) -> frozenset[str]:
    return frozenset("" if code == "." else code for code in codes)


def text(codes: str, *, sep: str = " ", tidy: Callable[[str], str] = values.clean) -> Reader:
    """One value: the subfields in the order of the record."""
    wanted = _codes(codes)

    def read(_indicators: str, subfields: Subfields) -> Iterator[str]:
        parts = [told for code, value in subfields if code in wanted and (told := tidy(value))]
        if parts:
            yield sep.join(parts)

    return read


def each(codes: str, *, split: str = "", tidy: Callable[[str], str] = values.clean) -> Reader:
    """A value for each subfield; `split` parts what a system that cannot repeat subfields has joined."""
    wanted = _codes(codes)

    def read(_indicators: str, subfields: Subfields) -> Iterator[str]:
        for code, value in subfields:
            if code in wanted:
                for part in value.split(split) if split else (value,):
                    if told := tidy(part):
                        yield told

    return read


def topic(main: str, rest: str) -> Reader:
    """A heading with its subheadings: «Поезія – Україна – 19 ст.»"""
    return text(main + rest, sep=_SUBJECT_DASH, tidy=values.heading)


def inverted_person(*, default: Role, roles: str = "4") -> Reader:
    """UNIMARC and IRBIS: surname in $a, initials in $b, the full name in $g, dates in $f or $d."""

    def read(_indicators: str, subfields: Subfields) -> Iterator[Named]:
        told = _first(subfields)
        name = values.inverted(told.get("a", told.get("", "")), told.get("g") or told.get("b", ""))
        if told.get("1"):  # «молодший»
            name = f"{name}, {told['1']}"
        if name:
            yield _named(name, [told.get(code, "") for code in roles], default, told.get("f", ""))

    return read


def irbis_person(*, default: Role) -> Reader:
    """IRBIS besides keeps further persons of one field under other codes; those are read by their own fields."""
    return inverted_person(default=default, roles="456")


def whole_person(*, default: Role) -> Reader:
    """MARC21: the whole name in $a («Шевченко, Тарас Григорович,»), the role in $4 or in words in $e."""

    def read(_indicators: str, subfields: Subfields) -> Iterator[Named]:
        told = _first(subfields)
        name = values.heading(" ".join(filter(None, (told.get("a", ""), told.get("b", "")))))
        if name:
            yield _named(name, [told.get("4", ""), told.get("e", "")], default, told.get("d", ""))

    return read


def person_about(*, is_inverted: bool) -> Reader:
    """The name alone of a person whom a record is about."""
    inner = inverted_person(default=Role.SUBJECT) if is_inverted else whole_person(default=Role.SUBJECT)

    def read(indicators: str, subfields: Subfields) -> Iterator[str]:
        for one in inner(indicators, subfields):
            yield one["name"]

    return read


def body(codes: str, *, default: Role = Role.OTHER, roles: str = "4") -> Reader:
    inner = text(codes, sep=". ", tidy=values.heading)

    def read(indicators: str, subfields: Subfields) -> Iterator[Named]:
        told = _first(subfields)
        for name in inner(indicators, subfields):
            yield _named(name, [told.get(code, "") for code in roles], default, "")

    return read


def classified(scheme: str, codes: str = "a.") -> Reader:
    inner = each(codes, tidy=str.strip)

    def read(indicators: str, subfields: Subfields) -> Iterator[dict[str, str]]:
        for index in inner(indicators, subfields):
            yield {"scheme": scheme, "index": index}

    return read


def classified_by_source(schemes: Mapping[str, str]) -> Reader:
    """An index whose scheme stands in $2."""

    def read(_indicators: str, subfields: Subfields) -> Iterator[dict[str, str]]:
        told = _first(subfields)
        scheme = next((name for begin, name in schemes.items() if told.get("2", "").lower().startswith(begin)), "other")
        for code, value in subfields:
            if code == "a" and value.strip():
                yield {"scheme": scheme, "index": value.strip()}

    return read


def series(title: str, number: str, issn: str = "x") -> Reader:
    def read(_indicators: str, subfields: Subfields) -> Iterator[dict[str, str]]:
        told = _first(subfields)
        name = " ".join(values.clean(told[code]) for code in title if code in told)
        if name:
            yield _full(
                {"title": name, "number": values.clean(told.get(number, "")), "issn": values.issn(told.get(issn, ""))}
            )

    return read


def link(url: str, words: str) -> Reader:
    """A link to the web; what leads into somebody's own network or disk is left out."""

    def read(_indicators: str, subfields: Subfields) -> Iterator[Link]:
        told = _first(subfields)
        said = values.clean(next((told[code] for code in words if told.get(code)), ""))
        for code, value in subfields:
            address = value.strip()
            if code == url and address.lower().startswith(("http://", "https://")) and " " not in address:
                yield {"url": address, "text": said} if said else {"url": address}

    return read


def host(**codes: str) -> Reader:
    """The larger thing: `title="t", issn="x"` names the subfields. Fields embedded by UNIMARC's $1 are unpacked."""

    def read(_indicators: str, subfields: Subfields) -> Iterator[Host]:
        told = (
            _unpacked(subfields)
            if any(code == "1" and len(value) >= 3 for code, value in subfields)
            else _first(subfields)
        )
        found = {}
        for name, wanted in codes.items():
            parts = [values.clean(told[code]) for code in wanted.split("+") if told.get(code)]
            found[name] = " ".join(parts)
        if "issn" in found:
            found["issn"] = values.issn(found["issn"])
        if found.get("title"):
            yield _full(found)  # type: ignore[misc]

    return read


def coded(take: Callable[[str], Iterator[str]], codes: str = "a.") -> Reader:
    """What stands at fixed places of a field of codes."""
    wanted = _codes(codes)

    def read(_indicators: str, subfields: Subfields) -> Iterator[str]:
        for code, value in subfields:
            if code in wanted:
                yield from take(value)

    return read


# UNIMARC 4XX: which subfields of the embedded fields are what a plain linking field has under these letters.
_EMBEDDED = {
    ("200", "a"): "t", ("200", "f"): "f", ("210", "a"): "c", ("210", "d"): "d", ("011", "a"): "x", ("200", "v"): "v",
    ("001", ""): "0", ("215", "a"): "p", ("225", "v"): "v", ("200", "h"): "v",
}  # fmt: skip


def _unpacked(subfields: Subfields) -> dict[str, str]:
    found: dict[str, str] = {}
    tag = ""
    for code, value in subfields:
        if code == "1":
            tag = value[:3]
            if tag < "010":
                found.setdefault(_EMBEDDED.get((tag, ""), "?"), value[3:])
        else:
            found.setdefault(_EMBEDDED.get((tag, code), code if not tag else "?"), value)
    return found


def _first(subfields: Subfields) -> dict[str, str]:
    return dict(reversed(subfields))


def _named(name: str, told: list[str], default: Role, dates: str) -> Named:
    role = next((role_of(one, default=default) for one in told if one.strip()), default)
    found: Named = {"name": name, "role": role.value}
    if told_dates := values.clean(dates):
        found["dates"] = told_dates
    return found


def _full(found: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in found.items() if value}
