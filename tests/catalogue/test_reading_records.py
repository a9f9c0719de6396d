"""Records of three dialects and five formats say the same thing; what is damaged is mended or refused, and told."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oseredok.base.core.errors import Invalid
from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.crosswalk.reading import Described, describe
from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.formats import encodings, irbis_text, iso2709, marcxml, reading
from oseredok.collections.catalogue.formats.marc import Damaged, Marc
from tests.catalogue import records

UTF8 = encodings.decoder("utf-8")


def all_of(content: bytes, folder: Path, *, encoding: str = "") -> tuple[reading.Found, list[Described]]:
    """Return how a file is understood, and what its records describe."""
    path = folder / "file"
    path.write_bytes(content)
    found = reading.inspect(path)
    with reading.opened(path) as file:
        parsed = [
            reading.parse(piece.raw, name=found.format, encoding=encoding or found.encoding)
            for piece in reading.pieces(file, found.format)
        ]
    return found, [describe(marc, found.dialect) for marc in parsed]


# --- One book in three dialects ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "name", "dialect"),
    [
        (records.iso(records.marc21()), "iso2709", "marc21"),
        (records.iso(records.unimarc()), "iso2709", "unimarc"),
        (records.xml(records.marc21()), "marcxml", "marc21"),
        (records.xml(records.unimarc()), "marcxml", "unimarc"),
        (records.IRBIS.encode(), "irbis", "irbis"),
        (records.IRBIS.encode("cp1251"), "irbis", "irbis"),
    ],
)
def test_one_book_is_the_same_whatever_it_is_written_in(
    content: bytes, name: str, dialect: str, tmp_path: Path
) -> None:
    found, [book] = all_of(content, tmp_path)
    assert (found.format, found.dialect) == (name, dialect)
    assert (book.kind, book.title, book.author) == ("book", "Кобзар", "Шевченко, Тарас Григорович")
    assert (book.year, book.year_to, book.language) == (1990, None, "ukr")
    data = book.data
    assert data["places"] == ["Київ"]
    assert data["publishers"] == ["Дніпро"]
    assert data["isbn"] == ["9786177171132"]
    assert data["topics"] == ["Поезія – Україна – 19 ст."]
    assert {"scheme": "udc", "index": "821.161.2"} in data["classes"]
    assert [(one["name"], one["role"]) for one in data["persons"]] == [
        ("Шевченко, Тарас Григорович", "aut"),
        ("Коваленко, О. П.", "edt"),
    ]
    first, second = book.copies
    assert (first.inventory_number, first.accession_date, first.price) == (
        "12345",
        date(2019, 3, 12),
        Decimal("120.50"),
    )
    assert (first.status, second.status) == ("free", "lent")


def test_the_traps_of_irbis_are_known(tmp_path: Path) -> None:
    text = (
        "#920: PAZK\n#200: ^AТвори^VТ. 2\n#210: ^D[1998]-2001^CОснови; Дух і Літера\n#215: ^A12\n"
        "#330: ^CПерша частина\n#331: Про що книга.\n#610: поле, ліс\n#903: a\n*****\n"
        "#920: ASP\n#200: ^AСтаття\n#463: ^CВечір^J2020^H№ 3^1С.^S8–9\n#903: b\n*****\n"
        "#920: NJ\n#933: У1\n#934: 1989\n#936: 2\n#903: У1/1989/2\n*****\n"
    )
    _found, [book, article, issue] = all_of(text.encode(), tmp_path)
    assert (book.year, book.year_to, book.data["part"]) == (1998, 2001, "Т. 2")
    assert book.data["publishers"] == ["Основи", "Дух і Літера"]
    assert (book.data["extent"], book.data["contents"], book.data["abstract"]) == (
        "12 с.",
        ["Перша частина"],
        "Про що книга.",
    )
    assert book.data["keywords"] == ["поле", "ліс"]
    assert (article.kind, article.year) == ("article", 2020)
    assert article.data["host"] == {"title": "Вечір", "year": "2020", "number": "№ 3", "pages": "С. 8–9"}
    assert (issue.kind, issue.title, issue.data["host"]["control_number"]) == ("issue", "1989, № 2", "У1")


# --- Encodings -------------------------------------------------------------------------------------
PROSE = "Коли розлучаються двоє, за руки беруться вони; її ґанок і з’їзд. Об’єднана громада міста Сарни."


@pytest.mark.parametrize("encoding", ["cp1251", "cp1125", "koi8-u", "utf-8", "mac-cyrillic"])
def test_an_encoding_is_guessed_by_how_ukrainian_it_reads(encoding: str) -> None:
    text = PROSE.replace("’", "'") if encoding in ("cp1125", "koi8-u") else PROSE
    assert encodings.guess(text.encode(encoding))[0][0] == encoding


def test_dos_text_without_a_ukrainian_i_is_cp866() -> None:
    text = "Бiблiотека мiста: її читачi та їхнi книжки, є i новi. Подiл на вiддiли зроблено давно"
    assert encodings.guess(text.encode("cp866"))[0][0] == "cp866"


def test_text_saved_twice_is_undone() -> None:
    twice = PROSE.replace("І", "и").encode().decode("cp1251", "replace").replace("\ufffd", "").encode()
    assert encodings.guess(twice)[0][0] == "twice"
    text, _bad = encodings.decode("Привіт, читачу".encode().decode("cp1251").encode(), "twice")
    assert text == "Привіт, читачу"


def test_xml_saved_twice_is_undone_too(tmp_path: Path) -> None:
    marc = records.marc21()
    marc.fields = [
        (tag, indicators, [(code, text.encode().decode("cp1251", "ignore")) for code, text in subfields])
        for tag, indicators, subfields in marc.fields
    ]
    found, [book] = all_of(records.xml(marc), tmp_path)
    assert found.encoding == "twice"
    assert (book.title, book.data["publishers"]) == ("Кобзар", ["Дніпро"])


def test_latin_letters_are_mended_in_keys_only(tmp_path: Path) -> None:
    spoilt = records.iso(records.marc21(title="Мiстo")), records.iso(records.marc21(title="Місто"))
    how = Format("iso2709", "marc21", "utf-8")
    one, two = (prepare(raw, how) for raw in spoilt)
    assert (one.title, two.title) == ("Мiстo", "Місто")
    assert (one.match_key, one.edition_key) == (two.match_key, two.edition_key)


# --- Damage ------------------------------------------------------------------------------------------
def test_a_link_to_something_related_is_not_the_document_itself() -> None:
    marc = records.marc21()
    marc.fields += [
        ("856", "42", [("u", "https://example.org/publisher"), ("3", "Про видавця")]),
        ("856", "41", [("u", "https://example.org/scan"), ("y", "скан")]),
    ]
    links = prepare(records.iso(marc), Format("iso2709", "marc21", "utf-8")).data["links"]
    assert [one["url"] for one in links] == ["https://example.org/kobzar", "https://example.org/scan"]


def test_a_damaged_record_stops_no_other(tmp_path: Path) -> None:
    sound = records.iso(records.marc21())
    wrong_length = b"00099" + sound[5:]
    no_directory = sound[:24] + b"\x1d"
    truncated = sound[: len(sound) // 2]
    content = sound + wrong_length + no_directory + sound + truncated
    pieces = list(iso2709.pieces(io.BytesIO(content)))
    assert [piece.number for piece in pieces] == [1, 2, 3, 4, 5]
    assert not iso2709.parse(pieces[0].raw, UTF8).repairs
    assert iso2709.parse(pieces[1].raw, UTF8).repairs == ["Довжина запису в маркері неправильна."]
    with pytest.raises(Damaged, match="надто короткий"):
        iso2709.parse(pieces[2].raw, UTF8)
    assert not iso2709.parse(pieces[3].raw, UTF8).repairs
    assert pieces[4].note == "Файл обривається на цьому записі."
    last = iso2709.parse(pieces[4].raw, UTF8)
    assert "Запис обірвано" in last.repairs[-1]
    assert last.first("001") == "k-1"


def test_two_records_in_one_come_apart() -> None:
    sound = records.iso(records.marc21())
    first, second = iso2709.pieces(io.BytesIO(sound[:-1] + sound))
    assert first.note
    assert iso2709.parse(first.raw, UTF8).fields == iso2709.parse(second.raw, UTF8).fields


@pytest.mark.parametrize("size", [9_000, 99_999, 300_000])
def test_a_record_longer_than_the_standard_allows_is_read(size: int) -> None:
    marc = records.marc21()
    marc.fields.append(("520", "  ", [("a", "а" * size)]))
    marc.fields.append(("653", "  ", [("a", "кінець")]))
    read = iso2709.parse(iso2709.write(marc), UTF8)
    assert read.fields == marc.fields


def test_wrong_lengths_in_the_directory_are_passed_over() -> None:
    raw = records.iso(records.marc21())
    end = raw.find(b"\x1e")
    spoilt = (
        raw[:24] + b"".join(raw[at : at + 3] + b"0005" + raw[at + 7 : at + 12] for at in range(24, end, 12)) + raw[end:]
    )
    marc = iso2709.parse(spoilt, UTF8)
    assert marc.fields == iso2709.parse(raw, UTF8).fields
    assert "Довжини полів" in marc.repairs[0]


def test_letters_of_another_encoding_inside_utf8_are_read_and_told() -> None:
    raw = records.iso(records.marc21()).replace("Дніпро".encode(), "Видавництво нове".encode("cp1251"))
    marc = iso2709.parse(raw, UTF8)
    assert marc.first("260", "b").startswith("Видавництво нове")
    assert "літер" in marc.repairs[-1]


def refusal_of(raw: bytes, name: str) -> str:
    try:
        describe(reading.parse(raw, name=name, encoding="cp1251"), "irbis")
    except Damaged as refusal:
        return refusal.reason
    return ""


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_no_bytes_break_the_readers(noise: bytes) -> None:
    for cut in (iso2709.pieces, marcxml.pieces, irbis_text.pieces):
        for piece in cut(io.BytesIO(noise)):
            for name in ("iso2709", "marcxml", "irbis", "mst64", "mst32"):
                refusal = refusal_of(piece.raw, name)
                assert not refusal or refusal.endswith(".")


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_random_damage_is_mended_or_refused(data: st.DataObject) -> None:
    raw = bytearray(records.iso(records.marc21()) + records.iso(records.unimarc()))
    for _turn in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    for piece in iso2709.pieces(io.BytesIO(bytes(raw))):
        try:
            marc = iso2709.parse(piece.raw, UTF8)
        except Damaged:
            continue
        assert marc.fields


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40)
FIELD = st.tuples(
    st.from_regex(r"[1-9][0-9][0-9]", fullmatch=True),
    st.text("0123 ", min_size=2, max_size=2),
    st.lists(st.tuples(st.sampled_from("abcdefg"), TEXT), min_size=1, max_size=4),
)


@given(st.lists(FIELD, min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_read_the_same(fields: list[tuple[str, str, list[tuple[str, str]]]]) -> None:
    marc = Marc(leader="00000nam a2200000 i 4500", fields=fields)
    read = iso2709.parse(iso2709.write(marc), UTF8)
    assert read.fields == fields
    assert not read.repairs


# --- XML and archives that attack ---------------------------------------------------------------------
def test_entities_of_xml_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaa">]><record><leader/><controlfield tag="001">&a;</controlfield></record>'
    with pytest.raises(Damaged, match="DTD"):
        marcxml.parse(bomb, "utf-8")
    pieces = list(marcxml.pieces(io.BytesIO(bomb)))
    with pytest.raises(Damaged, match="XML не читається"):
        marcxml.parse(pieces[0].raw, "utf-8")


def test_a_broken_record_of_xml_harms_no_other() -> None:
    sound = records.xml(records.marc21())
    inner = sound[sound.find(b"<record") : sound.find(b"</collection")]
    broken = inner.replace(b"</subfield>", b"", 1)
    pieces = list(marcxml.pieces(io.BytesIO(b"<collection>" + inner + broken + inner + b"</collection>")))
    assert len(pieces) == 3
    with pytest.raises(Damaged):
        marcxml.parse(pieces[1].raw, "utf-8")
    assert marcxml.parse(pieces[2].raw, "utf-8").first("001") == "k-1"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\n", b"%PDF-1.7 abc", b"<html><body>records</body></html>", b"\x89PNG\r\n"]
)
def test_what_holds_no_records_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(Invalid):
        reading.inspect(path)


@pytest.mark.parametrize("place", range(60, 400, 20))
def test_an_archive_with_a_spoilt_byte_is_refused_by_a_sentence(tmp_path: Path, place: int) -> None:
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("catalogue.mrc", bytes((one * one * 7 + one // 3) % 251 for one in range(4000)))
    raw = bytearray(path.read_bytes())
    raw[place] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(Invalid, match="Архів пошкоджено"):
        reading.unpack(path, most=1_000_000)
    assert path.read_bytes() == raw
    assert not path.with_suffix(".unpacked").exists()


# --- Master files ------------------------------------------------------------------------------------
def master64(*records_: tuple[int, int, list[tuple[int, str]]]) -> bytes:
    """Return an IRBIS64 master file of records (number, status, fields)."""
    out = struct.pack(">9i", 0, len(records_) + 1, 0, 0, 0, 0, 0, 0, 0)
    for mfn, status, fields in records_:
        directory, body = b"", b""
        for tag, text in fields:
            content = text.encode()
            directory += struct.pack(">3i", tag, len(body), len(content))
            body += content
        base = 32 + len(directory)
        out += struct.pack(">8i", mfn, base + len(body), 0, 0, base, len(fields), 1, status) + directory + body
    return out


def test_a_master_file_gives_the_last_version_of_each_record(tmp_path: Path) -> None:
    content = master64(
        (1, 0, [(200, "^AСтара назва"), (903, "х1")]),
        (2, 33, [(200, "^AВилучена"), (903, "х2")]),
        (1, 32, [(200, "^AНова назва"), (903, "х1")]),
        (3, 32, [(200, "^AБез шифру")]),
    )
    path = tmp_path / "ibis.mst"
    path.write_bytes(content)
    found = reading.inspect(path)
    with reading.opened(path) as file:
        parsed = [reading.parse(piece.raw, name="mst64", encoding="utf-8") for piece in reading.pieces(file, "mst64")]
    assert (found.format, found.dialect) == ("mst64", "irbis")
    assert [(marc.first("200", "a"), marc.is_deleted) for marc in parsed] == [
        ("Нова назва", False),
        ("Вилучена", True),
        ("Без шифру", False),
    ]
    assert describe(parsed[2], "irbis").control_number == "mfn:3"


# --- Order ---------------------------------------------------------------------------------------------
def test_titles_sort_in_ukrainian_order_without_quotes_and_articles() -> None:
    titles = ["«Гора»", "Ґанок", "Дім", "Ева", "Єва", "Жук", "Изюм", "Іван", "Їжак", "Йосип", "Яна", "The zoo"]
    made = [keys.sort_key(title) for title in titles]
    assert all(one < two for one, two in pairwise(made))
    assert all(len(one) <= keys.LONGEST_KEY for one in [*made, keys.sort_key("𝕏中" * 300)])


LOST_DIGITS = {"of the first tag": 0, "of a later tag": 12, "of a length": 12 * 2 + 6, "of a place": 12 * 3 + 11}


@pytest.mark.parametrize("place", LOST_DIGITS.values(), ids=LOST_DIGITS)
def test_a_directory_without_one_digit_is_read_by_the_lengths_of_fields(place: int) -> None:
    sound = records.iso(records.marc21())
    whole = reading.parse(sound, name="iso2709", encoding="utf-8")
    at = iso2709.LEADER + place
    marc = reading.parse(sound[:at] + sound[at + 1 :], name="iso2709", encoding="utf-8")
    assert marc.fields == whole.fields
    assert any("бракувало цифри" in repair for repair in marc.repairs)


def test_a_field_whose_tag_is_not_known_any_more_is_told_and_left_out() -> None:
    sound = records.iso(records.marc21())
    whole = reading.parse(sound, name="iso2709", encoding="utf-8")
    at = iso2709.LEADER + 12 * 3 + 1  # «080» has become «00» or «80»: nobody knows which
    marc = reading.parse(sound[:at] + sound[at + 1 :], name="iso2709", encoding="utf-8")
    assert marc.fields == [*whole.fields[:3], *whole.fields[4:]]
    assert any("«00»" in repair and "не взято" in repair for repair in marc.repairs)


def test_two_lost_digits_are_one_too_many() -> None:
    sound = records.iso(records.marc21())
    at = iso2709.LEADER
    with pytest.raises(Damaged):
        reading.parse(sound[: at + 16] + sound[at + 17 : at + 40] + sound[at + 41 :], name="iso2709", encoding="utf-8")
