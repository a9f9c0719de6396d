"""What the page of one record shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from oseredok.base.ui.parts import Row
from oseredok.collections.catalogue import citing, hosting, languages
from oseredok.collections.catalogue.addresses import path_of, path_of_heading
from oseredok.collections.catalogue.crosswalk.description import Data, Host, Link
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Heading, Mention, Record
from oseredok.faces.front.catalogue import holdings
from oseredok.faces.front.catalogue.holdings import Holdings

_MOST_EDITIONS = 12
_SCHEMES = {"udc": "УДК", "bbk": "ББК", "ddc": "DDC", "lcc": "LCC"}
_LONGEST_LINK = 60  # signs of an address that stands for itself


@dataclass(frozen=True)
class Citation:
    code: str
    label: str
    text: str


@dataclass(frozen=True)
class RecordPage:
    """A record with all that stands around it. `address` is its permanent one, with the site's."""

    record: Record
    address: str
    authors: list[Mention]
    holdings: Holdings
    links: list[Link]
    rows: list[Row]
    editions: list[Record]
    issues: list[Record]
    inside: list[Record]
    """Articles and chapters that are printed in it; the numbers of a serial are told apart."""
    citations: list[Citation]
    cover: int
    """Which of the ten colours a drawn cover has."""

    @property
    def data(self) -> Data:
        return self.record.data

    @property
    def full_title(self) -> str:
        """The title with its part: two volumes are told apart in a list of tabs."""
        part = self.data.get("part", "")
        return f"{self.record.title}. {part}" if part else self.record.title

    @property
    def under_title(self) -> str:
        """What stands under the title: part, subtitle, who made it, when; any of them may be missing."""
        record, data = self.record, self.data
        who = data.get("responsibility") or record.author
        words = ". ".join(filter(None, (data.get("part", ""), data.get("subtitle", ""), who)))
        years = "–".join(str(year) for year in (record.year, record.year_to) if year)
        return ", ".join(filter(None, (words, years)))


def load(record: Record, *, address: str, today: date) -> RecordPage:
    """Read what the page of a live record needs."""
    mentions = list(record.mentions.select_related("heading").order_by("pk"))
    work = citing.Work.of(record, url=address)
    inside = hosting.inside(record)
    return RecordPage(
        record=record,
        address=address,
        authors=[one for one in mentions if one.role in (Role.AUTHOR, Role.COMPOSER)],
        holdings=holdings.of(record),
        links=[_shown(link) for link in record.data.get("links", [])],
        rows=[row for row in _rows(record, mentions) if row.value],
        editions=_editions(record),
        issues=[one for one in inside if one.kind == Record.Kind.ISSUE],
        inside=[one for one in inside if one.kind != Record.Kind.ISSUE],
        citations=[
            Citation(style.code, str(style.label), style.write(work, today)) for style in citing.STYLES.values()
        ],
        cover=record.edition_key % 10 + 1,
    )


def _shown(link: Link) -> Link:
    return Link(url=link["url"], text=link.get("text", "") or link["url"][:_LONGEST_LINK])


def _editions(record: Record) -> list[Record]:
    if not record.author and record.kind in (Record.Kind.ISSUE, Record.Kind.ARTICLE):
        return []  # «1989, № 2» of two journals is no edition of one work
    same = Record.live.filter(edition_key=record.edition_key, kind=record.kind).exclude(pk=record.pk)
    return list(same.order_by("-year", "pk")[:_MOST_EDITIONS])


def _rows(record: Record, mentions: list[Mention]) -> Iterable[Row]:
    data = record.data
    yield Row(_("Інші назви"), "; ".join([*data.get("parallel_titles", []), *data.get("other_titles", [])]))
    yield Row(_("Автори"), _headings(one for one in mentions if one.role in (Role.AUTHOR, Role.COMPOSER)))
    yield Row(_("Над книгою працювали"), _people(mentions))
    yield Row(_("Де надруковано"), _host(record))
    yield Row(_("Видання"), data.get("edition", ""))
    yield Row(_("Видано"), _imprint(record))
    yield Row(_("Обсяг"), data.get("extent", ""))
    yield Row(_("Серія"), "; ".join(_series(data)))
    yield Row(_("Мова"), _languages(data.get("languages", [])))
    yield Row(_("Мова оригіналу"), _languages(data.get("original_languages", [])))
    about = [one for one in mentions if one.role == Role.SUBJECT]
    yield Row(_("Теми"), _headings(one for one in about if one.heading.kind == Heading.Kind.TOPIC))
    yield Row(_("Про кого"), _headings(one for one in about if one.heading.kind in _ACTORS))
    yield Row(_("Про які місця"), _headings(one for one in about if one.heading.kind == Heading.Kind.PLACE))
    yield Row(_("Ключові слова"), ", ".join(data.get("keywords", [])))
    for scheme, name in _SCHEMES.items():
        found = [one["index"] for one in data.get("classes", []) if one["scheme"] == scheme]
        yield Row(name, _same_class(found) if scheme == "udc" else "; ".join(dict.fromkeys(found)))
    yield Row("ISBN", ", ".join(citing.Work.of(record).isbn))
    yield Row("ISSN", ", ".join(data.get("issn", [])))
    yield Row(_("Примітки"), _lines(data.get("notes", [])))
    yield Row(_("Зміст"), _lines(data.get("contents", [])))


_ACTORS = (Heading.Kind.PERSON, Heading.Kind.BODY)


def _headings(mentions: Iterable[Mention]) -> SafeString:
    links = ((path_of_heading(one.heading), one.heading.text) for one in mentions)
    return format_html_join(" · ", '<a href="{}">{}</a>', dict.fromkeys(links))


def _people(mentions: list[Mention]) -> SafeString:
    plain = (Role.AUTHOR, Role.COMPOSER, Role.SUBJECT)
    rows = [
        (path_of_heading(one.heading), one.heading.text, f", {Role(one.role).label}" if one.role != Role.OTHER else "")
        for one in mentions
        if one.role not in plain
    ]
    return format_html_join(" · ", '<a href="{}">{}</a>{}', rows)


def _same_class(indexes: list[str]) -> SafeString:
    """Each index leads to whatever else stands under it."""
    links = ((reverse("front:search", query={"q": f'удк:"{index}"'}), index) for index in dict.fromkeys(indexes))
    return format_html_join("; ", '<a href="{}">{}</a>', links)


def _host(record: Record) -> SafeString | str:
    host = record.data.get("host")
    if host is None:
        return ""
    words = _host_words(host)
    found = _host_record(record, host)
    return format_html('<a href="{}">{}</a>', path_of(found), words) if found else words


def _host_words(host: Host) -> str:
    numbers = (host.get("place", ""), host.get("year", ""), host.get("volume", ""), host.get("number", ""))
    told = (host["title"], *numbers, host.get("pages", ""))
    return ", ".join(part for part in told if part)


def _host_record(record: Record, host: Host) -> Record | None:
    control_number = host.get("control_number")
    if not control_number or record.origin_id is None:
        return None
    # Without the second condition SQLite does not take the index, which has no empty numbers.
    there = Record.live.filter(origin=record.origin_id, control_number=control_number).exclude(control_number="")
    return there.exclude(pk=record.pk).first()


def _imprint(record: Record) -> str:
    data = record.data
    where = " : ".join(filter(None, ("; ".join(data.get("places", [])), ", ".join(data.get("publishers", [])))))
    return ", ".join(filter(None, (where, citing.Work.of(record).date)))


def _series(data: Data) -> Iterable[str]:
    for one in data.get("series", []):
        yield ", ".join(filter(None, (one["title"], one.get("number", ""))))


def _languages(codes: list[str]) -> str:
    return ", ".join(filter(None, (languages.name_of(code) for code in codes)))


def _lines(told: list[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in told))
