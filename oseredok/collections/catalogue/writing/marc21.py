"""`Data` → MARC21: what `crosswalk.marc21` reads, written. Punctuation between areas is left out, as leader 18 says."""

from __future__ import annotations

from collections.abc import Iterator

from oseredok.collections.catalogue.crosswalk.description import Named
from oseredok.collections.catalogue.formats.marc import Field, Marc
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.writing import codes
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.fields import control, field, many

_AUDIENCE = {"children": "j", "teens": "d", "adults": "e"}
_TOLD_FOR_WHOM = {"book", "local", "edocument", "music", "audio", "video"}
_CLASSES = {"udc": "080", "ddc": "082", "lcc": "050"}
COPY = "852"


def leader(record: Record) -> str:
    """Return a leader whose lengths `formats.iso2709.write` puts right."""
    status = "d" if not record.is_live else "c" if record.changed_at > record.made_at else "n"
    type_, level = codes.leader_of(record.kind, edocument="a")
    return f"00000{status}{type_}{level} a2200000 c 4500"


def described(entry: Entry) -> Marc:
    """Return the description alone: neither number, nor moment, nor copies."""
    return Marc(leader=leader(entry.record), fields=sorted(_fields(entry), key=lambda one: one[0]))


def copy(one: Copy) -> Iterator[Field]:
    """Where it stands and whether it may be had; nothing of its price or numbers."""
    yield from field(
        COPY,
        ("b", one.location.library.short_name if one.location and one.location.library else ""),
        ("c", one.collection),
        ("h", one.shelf_mark),
        ("z", str(one.get_status_display())),
    )


def _fields(entry: Entry) -> Iterator[Field]:
    record, data = entry.record, entry.data
    yield from control("008", _coded(record))
    yield from many("020", data.get("isbn"))
    yield from many("022", data.get("issn"))
    spoken, original = codes.languages(data.get("languages", [])), codes.languages(data.get("original_languages", []))
    if len(spoken) > 1 or original:
        told = [("a", code) for code in spoken] + [("h", code) for code in original]
        yield from field("041", *told, indicators="1 " if original else "0 ")
    for one in data.get("classes", []):
        tag = _CLASSES.get(one["scheme"], "084")
        yield from field(tag, ("a", one["index"]), ("2", codes.scheme_name(one["scheme"]) if tag == "084" else ""))
    yield from field("090", ("a", data.get("call_number", "")))
    yield from _responsible(entry)
    yield from _body_of_description(entry)
    yield from _subjects(entry)


def _body_of_description(entry: Entry) -> Iterator[Field]:
    record, data = entry.record, entry.data
    yield from field(
        "245",
        ("a", record.title),
        ("b", data.get("subtitle", "")),
        ("n", data.get("part", "")),
        ("c", data.get("responsibility", "")),
        indicators="10" if record.author else "00",
    )
    yield from many("246", data.get("parallel_titles"), indicators="31")
    yield from many("246", data.get("other_titles"), indicators="3 ")
    yield from field("250", ("a", data.get("edition", "")))
    imprint = [("a", place) for place in data.get("places", [])] + [("b", one) for one in data.get("publishers", [])]
    yield from field("264", *imprint, ("c", data.get("date", "")), indicators=" 1")
    yield from field("300", ("a", data.get("extent", "")))
    for series in data.get("series", []):
        told = (("a", series["title"]), ("x", series.get("issn", "")), ("v", series.get("number", "")))
        yield from field("490", *told, indicators="0 ")
    yield from many("500", data.get("notes"))
    yield from many("505", data.get("contents"), indicators="0 ")
    yield from field("520", ("a", data.get("abstract", "")))
    if host := data.get("host"):
        yield from field(
            "773",
            ("a", host.get("responsibility", "")),
            ("t", host["title"]),
            ("d", host.get("place", "")),
            ("g", codes.where_inside(host)),
            ("x", host.get("issn", "")),
            ("w", host.get("control_number", "")),
            indicators="0 ",
        )
    for link in data.get("links", []):
        yield from field("856", ("u", link["url"]), ("y", link.get("text", "")), indicators="40")


def _subjects(entry: Entry) -> Iterator[Field]:
    data = entry.data
    for name in data.get("about_persons", []):
        yield from field("600", ("a", name), indicators=_kind_of_name(name) + "4")
    yield from many("610", data.get("about_bodies"), indicators="24")
    for topic in data.get("topics", []):
        yield from field("650", *codes.subdivided(topic), indicators=" 4")
    for place in data.get("about_places", []):
        yield from field("651", *codes.subdivided(place), indicators=" 4")
    yield from many("653", data.get("keywords"))


def _responsible(entry: Entry) -> Iterator[Field]:
    main, others = codes.heading_first(entry.data.get("persons", []))
    bodies = entry.data.get("bodies", [])
    leading = next((one for one in bodies if one["role"] == "aut"), None) if main is None else None
    if main is not None:
        yield from _person("100", main)
    for one in others:
        yield from _person("700", one)
    for one in bodies:
        tag = "110" if one is leading else "710"
        yield from field(tag, ("a", one["name"]), ("4", one["role"]), indicators="2 ")


def _person(tag: str, one: Named) -> Iterator[Field]:
    told = (("a", one["name"]), ("d", one.get("dates", "")), ("4", one["role"]))
    yield from field(tag, *told, indicators=_kind_of_name(one["name"]) + " ")


def _kind_of_name(name: str) -> str:
    return "1" if "," in name else "0"


def _coded(record: Record) -> str:
    """Return the forty signs of 008."""
    data = record.data
    kind_of_date = "m" if record.year_to else "s" if record.year else "n"
    first, last = codes.years_of(record)
    if kind_of_date == "n":
        first = last = "uuuu"
    whom = _AUDIENCE.get(data.get("audience", ""), " ") if record.kind in _TOLD_FOR_WHOM else " "
    form = "o" if record.kind == Record.Kind.EDOCUMENT else " "
    spoken = codes.languages([record.language])
    return (
        f"{record.made_at:%y%m%d}{kind_of_date}{first}{last}{codes.marc21_country(data.get('country', ''))}"
        f"    {whom}{form}{' ' * 11}{spoken[0] if spoken else '   '} d"
    )
