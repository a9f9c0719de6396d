"""`Data` → UNIMARC as UKRMARC has it: what `crosswalk.unimarc` reads, written."""

from __future__ import annotations

from collections.abc import Iterator

from oseredok.collections.catalogue.crosswalk.description import Named
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.formats.marc import Field, Marc
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.writing import codes
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.fields import field, many

_ROLES = {
    Role.AUTHOR: "070", Role.EDITOR: "340", Role.PUBLISHER: "650", Role.COMPILER: "220", Role.TRANSLATOR: "730",
    Role.ILLUSTRATOR: "440", Role.PREFACE: "080", Role.COMPOSER: "230", Role.REVIEWER: "675", Role.PHOTOGRAPHER: "600",
    Role.OTHER: "570",
}  # fmt: skip
_AUDIENCE = {"children": "a  ", "teens": "e  ", "adults": "k  "}
_CLASSES = {"udc": "675", "ddc": "676", "lcc": "680"}
COPY = "899"


def leader(record: Record) -> str:
    """Return a leader whose lengths `formats.iso2709.write` puts right."""
    status = "d" if not record.is_live else "c" if record.changed_at > record.made_at else "n"
    type_, level = codes.leader_of(record.kind, edocument="l")
    return f"00000{status}{type_}{level}  2200000   450 "


def described(entry: Entry) -> Marc:
    """Return the description alone: neither number, nor moment, nor copies."""
    return Marc(leader=leader(entry.record), fields=sorted(_fields(entry), key=lambda one: one[0]))


def copy(one: Copy) -> Iterator[Field]:
    """Where it stands and whether it may be had; nothing of its price or numbers."""
    yield from field(
        COPY,
        ("a", one.location.library.short_name if one.location and one.location.library else ""),
        ("c", one.collection),
        ("j", one.shelf_mark),
        ("x", str(one.get_status_display())),
    )


def _fields(entry: Entry) -> Iterator[Field]:
    record, data = entry.record, entry.data
    yield from many("010", data.get("isbn"))
    yield from many("011", data.get("issn"))
    yield from field("100", ("a", _coded(record)))
    spoken, original = codes.languages(data.get("languages", [])), codes.languages(data.get("original_languages", []))
    told = [("a", code) for code in spoken] + [("c", code) for code in original]
    yield from field("101", *told, indicators="1 " if original else "0 ")
    yield from field("102", ("a", codes.iso_country(data.get("country", ""))))
    yield from _body_of_description(entry)
    yield from _subjects(entry)
    yield from _responsible(entry)
    yield from field("801", ("a", "UA"), ("b", entry.owner), ("c", f"{record.changed_at:%Y%m%d}"), indicators=" 0")
    for link in data.get("links", []):
        yield from field("856", ("u", link["url"]), ("2", link.get("text", "")), indicators="4 ")
    yield from field("908", ("a", data.get("author_mark", "")))


def _body_of_description(entry: Entry) -> Iterator[Field]:
    record, data = entry.record, entry.data
    yield from field(
        "200",
        ("a", record.title),
        *(("d", one) for one in data.get("parallel_titles", [])),
        ("e", data.get("subtitle", "")),
        ("h", data.get("part", "")),
        ("f", data.get("responsibility", "")),
        indicators="1 ",
    )
    yield from field("205", ("a", data.get("edition", "")))
    imprint = [("a", place) for place in data.get("places", [])] + [("c", one) for one in data.get("publishers", [])]
    yield from field("210", *imprint, ("d", data.get("date", "")))
    yield from field("215", ("a", data.get("extent", "")))
    for series in data.get("series", []):
        told = (("a", series["title"]), ("v", series.get("number", "")), ("x", series.get("issn", "")))
        yield from field("225", *told, indicators="2 ")
    yield from many("300", data.get("notes"))
    yield from many("327", data.get("contents"), indicators="1 ")
    yield from field("330", ("a", data.get("abstract", "")))
    if host := data.get("host"):
        inside = bool(host.get("number") or host.get("pages")) or record.kind in ("article", "issue")
        yield from field(
            "463" if inside else "461",  # 461: the set that a volume belongs to
            ("0", host.get("control_number", "")),
            ("t", host["title"]),
            ("f", host.get("responsibility", "")),
            ("c", host.get("place", "")),
            ("d", host.get("year", "")),
            ("v", host.get("volume", "")),
            ("i", host.get("number", "")),
            ("p", host.get("pages", "")),
            ("x", host.get("issn", "")),
            indicators=" 0",
        )
    yield from many("517", data.get("other_titles"), indicators="1 ")


def _subjects(entry: Entry) -> Iterator[Field]:
    data = entry.data
    for name in data.get("about_persons", []):
        yield from field("600", *codes.inverted(name), indicators=" " + _is_inverted(name))
    yield from many("601", data.get("about_bodies"), indicators="02")
    for topic in data.get("topics", []):
        yield from field("606", *codes.subdivided(topic), indicators="1 ")
    for place in data.get("about_places", []):
        yield from field("607", *codes.subdivided(place))
    yield from many("610", data.get("keywords"), indicators="0 ")
    for one in data.get("classes", []):
        tag = _CLASSES.get(one["scheme"], "686")
        yield from field(tag, ("a", one["index"]), ("2", codes.scheme_name(one["scheme"]) if tag == "686" else ""))


def _responsible(entry: Entry) -> Iterator[Field]:
    main, others = codes.heading_first(entry.data.get("persons", []))
    if main is not None:
        yield from _person("700", main)
    for one in others:
        yield from _person("701" if one["role"] == Role.AUTHOR else "702", one)
    leading = main is None
    for one in entry.data.get("bodies", []):
        is_author = one["role"] == Role.AUTHOR
        tag = "712" if not is_author else "710" if leading else "711"
        leading = leading and not is_author
        yield from field(tag, ("a", one["name"]), ("4", _role(one["role"])), indicators="02")


def _person(tag: str, one: Named) -> Iterator[Field]:
    told = (*codes.inverted(one["name"]), ("f", one.get("dates", "")), ("4", _role(one["role"])))
    yield from field(tag, *told, indicators=" " + _is_inverted(one["name"]))


def _role(role: str) -> str:
    return _ROLES.get(Role(role), "570")


def _is_inverted(name: str) -> str:
    return "1" if "," in name else "0"


def _coded(record: Record) -> str:
    """Return the thirty-six signs of 100 $a."""
    first, last = codes.years_of(record)
    kind_of_date = "g" if record.year_to else "d" if record.year else "u"
    whom = _AUDIENCE.get(record.data.get("audience", ""), "   ")
    return f"{record.made_at:%Y%m%d}{kind_of_date}{first}{last}{whom}y0ukry50      ca"
