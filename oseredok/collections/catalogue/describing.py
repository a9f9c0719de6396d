"""A raw record made ready for the database: parsed, described, with its keys. No database here."""

from __future__ import annotations

from dataclasses import dataclass, field

from oseredok.collections.catalogue import keys, native
from oseredok.collections.catalogue.crosswalk.copies import CopyData
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.crosswalk.reading import Described, control_number, describe
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.formats import reading
from oseredok.collections.catalogue.formats.marc import Damaged

_MOST_HEADINGS = 60  # an encyclopaedia with a thousand authors would be found by none of them anyway


@dataclass(frozen=True, slots=True)
class Format:
    """How a file's records are written: values of `formats.reading.FORMATS`, `crosswalk.DIALECTS`, `ENCODINGS`."""

    name: str
    dialect: str
    encoding: str


@dataclass(slots=True)
class HeadingData:
    """A heading as a record tells it; `kind` is of `Heading.Kind`."""

    kind: str
    text: str
    key: int
    role: str


@dataclass(slots=True)
class Prepared:
    """Everything that is written of one record. `repairs`: whole sentences about what was mended."""

    kind: str
    title: str
    author: str
    year: int | None
    year_to: int | None
    language: str
    control_number: str
    data: Data
    copies: list[CopyData]
    numbers: list[tuple[str, str]]
    headings: list[HeadingData]
    title_key: bytes
    author_key: bytes
    edition_key: int
    match_key: int
    host_key: int | None = None
    digest: int = 0
    raw: bytes | None = None
    repairs: list[str] = field(default_factory=list)
    is_deleted: bool = False


def prepare(raw: bytes, how: Format) -> Prepared:
    """Parse and describe a raw record. Raises Damaged."""
    if how.name == native.FORMAT:
        return _with_source(prepare_described(native.read(raw)), raw)
    marc = reading.parse(raw, name=how.name, encoding=how.encoding)
    try:
        described = describe(marc, how.dialect)
    except Damaged:
        if not marc.is_deleted or not (number := number_of(raw, how)):
            raise
        described = Described(
            kind="other", title="–", control_number=number
        )  # a delta export may tell the number alone
    made = _with_source(prepare_described(described), raw)
    made.repairs, made.is_deleted = marc.repairs, marc.is_deleted
    return made


def _with_source(made: Prepared, raw: bytes) -> Prepared:
    made.raw, made.digest = raw, keys.digest(raw)
    return made


def prepare_described(one: Described) -> Prepared:
    """Put keys and headings to a description: of a file, or of a form that saves one record."""
    data = one.data
    host = data.get("host", {}).get("title", "")
    # «№ 2» and «Вип. 13» are titles of many: what they are a part of tells them apart.
    volume = " ".join(filter(None, (data.get("part", ""), host)))
    return Prepared(
        kind=one.kind,
        title=one.title,
        author=one.author,
        year=one.year,
        year_to=one.year_to,
        language=one.language,
        control_number=one.control_number,
        data=data,
        copies=one.copies,
        numbers=[("isbn", number) for number in data.get("isbn", ())]
        + [("issn", number.replace("-", "")) for number in data.get("issn", ())],
        headings=_headings(data),
        title_key=keys.sort_key(one.title),
        author_key=keys.sort_key(one.author),
        edition_key=keys.edition_key(f"{one.title} {host}" if _is_bare(one) else one.title, one.author),
        match_key=keys.match_key(one.title, one.author, one.year, volume),
        host_key=keys.host_key(host, data["host"].get("control_number", "")) if host else None,
    )


def _is_bare(one: Described) -> bool:
    """A title that says nothing without what it is a part of."""
    return one.kind == "issue" or one.title[:3].casefold() in {"вип", "вып", "т. ", "том", "кн.", "ч. ", "час", "№ "}


def number_of(raw: bytes, how: Format) -> str:
    """Return the control number of a record that says nothing else, or nothing."""
    try:
        marc = reading.parse(raw, name=how.name, encoding=how.encoding)
    except Damaged:
        return ""
    return control_number(marc, how.dialect)


def _headings(data: Data) -> list[HeadingData]:
    told = [("person", one["name"], one["role"]) for one in data.get("persons", ())]
    told += [("body", one["name"], one["role"]) for one in data.get("bodies", ())]
    about = Role.SUBJECT.value
    told += [("person", name, about) for name in data.get("about_persons", ())]
    told += [("body", name, about) for name in data.get("about_bodies", ())]
    told += [("topic", name, about) for name in data.get("topics", ())]
    told += [("place", name, about) for name in data.get("about_places", ())]
    found: dict[tuple[str, int, str], HeadingData] = {}
    for kind, name, role in told[:_MOST_HEADINGS]:
        text = name[:300]
        key = keys.heading_key(text)
        found.setdefault((kind, key, role), HeadingData(kind, text, key, role))
    return list(found.values())
