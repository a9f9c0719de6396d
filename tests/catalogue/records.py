"""Records written by hand, in every dialect: invented copies of books that everybody knows."""

from __future__ import annotations

from oseredok.collections.catalogue.formats import iso2709
from oseredok.collections.catalogue.formats.marc import Field, Marc

IRBIS = """\
#920: PAZK
#700: ^AШевченко^BТ. Г.^GТарас Григорович^F1814–1861
#200: ^AКобзар^EпоезіЇ ; вибране^FТ. Г. Шевченко
#210: ^AКиїв^CДніпро^D1990
#215: ^A605^1с.^Cіл.
#225: ^AКласика^V7
#010: ^A978-617-7171-13-2^D120.00
#101: ukr
#102: UA
#606: ^AПоезія^BУкраїна^H19 ст.
#610: класика, поезія
#675: 821.161.2
#621: 84(4Укр)1
#331: Найвідоміші вірші.
#702: ^AКоваленко^BО. П.^4340 ред.
#908: Ш37
#903: 821.161.2/Ш37-100
#910: ^A0^B12345^C20190312^DАБ^E120,50^HТ000123^U15/2019
#910: ^A1^B12346^C20190312^DФ1
#951: ^IHTTPS://example.org/kobzar^Tчитати
*****
"""


def marc21(number: str = "k-1", title: str = "Кобзар :", year: str = "1990") -> Marc:
    fields: list[Field] = [
        ("001", "", [("", number)]),
        ("008", "", [("", "190312s1990    un            000 0 ukr d")]),
        ("020", "  ", [("a", "9786177171132 (в опр.)")]),
        ("080", "  ", [("a", "821.161.2")]),
        ("100", "1 ", [("a", "Шевченко, Тарас Григорович,"), ("d", "1814–1861,"), ("e", "автор.")]),
        ("245", "10", [("a", title), ("b", "поезії /"), ("c", "Т. Г. Шевченко.")]),
        ("260", "  ", [("a", "Київ :"), ("b", "Дніпро,"), ("c", f"{year}.")]),
        ("300", "  ", [("a", "605 с. :"), ("b", "іл.")]),
        ("650", " 7", [("a", "Поезія"), ("z", "Україна"), ("y", "19 ст.")]),
        ("700", "1 ", [("a", "Коваленко, О. П.,"), ("4", "edt")]),
        ("856", "40", [("u", "https://example.org/kobzar"), ("y", "читати")]),
        (
            "952",
            "  ",
            [("a", "MAIN"), ("b", "MAIN"), ("i", "12345"), ("p", "T000123"), ("d", "2019-03-12"), ("g", "120.50")],
        ),
        ("952", "  ", [("a", "F1"), ("b", "F1"), ("i", "12346"), ("q", "2026-12-01")]),
    ]
    return Marc(leader="00000nam a2200000 i 4500", fields=fields)


def unimarc() -> Marc:
    fields: list[Field] = [
        ("001", "", [("", "u-1")]),
        ("010", "  ", [("a", "978-617-7171-13-2"), ("b", "в опр.")]),
        ("100", "  ", [("a", "20190312d1990    m  y0ukry50      ca")]),
        ("101", "0 ", [("a", "ukr")]),
        ("200", "1 ", [("a", "Кобзар"), ("e", "поезії"), ("f", "Т. Г. Шевченко")]),
        ("210", "  ", [("a", "Київ"), ("c", "Дніпро"), ("d", "1990")]),
        ("215", "  ", [("a", "605 с."), ("c", "іл.")]),
        ("461", " 0", [("1", "001u-0"), ("1", "2001 "), ("a", "Твори"), ("v", "Т. 1")]),
        ("606", "  ", [("a", "Поезія"), ("y", "Україна"), ("z", "19 ст.")]),
        ("675", "  ", [("a", "821.161.2")]),
        ("686", "  ", [("a", "84(4Укр)1"), ("2", "rubbk")]),
        ("700", " 1", [("a", "Шевченко"), ("b", "Т. Г."), ("g", "Тарас Григорович"), ("f", "1814–1861")]),
        ("702", " 1", [("a", "Коваленко"), ("b", "О. П."), ("4", "340")]),
        (
            "995",
            "  ",
            [("b", "АБ"), ("j", "12345"), ("f", "Т000123"), ("k", "84 Ш37"), ("5", "2019-03-12"), ("p", "120,50")],
        ),
        ("995", "  ", [("b", "Ф1"), ("j", "12346"), ("n", "2026-12-01")]),
    ]
    return Marc(leader="00000nam0 2200000   450 ", fields=fields)


def iso(marc: Marc) -> bytes:
    return iso2709.write(marc)


def xml(*records: Marc) -> bytes:
    """Return MARCXML of records, as other programs write it."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<collection xmlns="http://www.loc.gov/MARC21/slim">']
    for marc in records:
        out.append(f"<record><leader>{marc.leader}</leader>")
        for tag, indicators, subfields in marc.fields:
            if subfields[0][0]:
                inner = "".join(f'<subfield code="{code}">{_safe(value)}</subfield>' for code, value in subfields)
                out.append(f'<datafield tag="{tag}" ind1="{indicators[0]}" ind2="{indicators[1]}">{inner}</datafield>')
            else:
                out.append(f'<controlfield tag="{tag}">{_safe(subfields[0][1])}</controlfield>')
        out.append("</record>")
    return "\n".join([*out, "</collection>"]).encode()


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
