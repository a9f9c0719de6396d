"""Ukrainian text: apostrophes, search keys, plurals, names, slugs, numbers. Pure functions, no database.

Search keys come in two strengths. The strict key keeps what the writer meant and ranks higher; the loose key
folds everything people mistype and only finds. Never show a key to anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS = "\u2212"
APOSTROPHE = "’"

_LETTER = "[^\\W\\d_]"
_APOSTROPHES = "'’ʼ‘‛`´′＇\u0301”*\""
# U+0301 and * " stand for an apostrophe only in the Ukrainian position: after these letters, before я ю є ї.
# Elsewhere U+0301 is a stress mark, and * and " are themselves.
_PLAIN = "'’ʼ‘‛`´′＇"
_IN_WORD = re.compile(f"(?<={_LETTER})[{_PLAIN}]+(?={_LETTER})")
_UKRAINIAN_PLACE = re.compile(f"(?<=[бпвмфркБПВМФРК])[{re.escape(_APOSTROPHES)}]+(?=[яюєїЯЮЄЇ])")
_MAY_HAVE_ONE = re.compile(f"[&{re.escape(_APOSTROPHES)}]")
_ENTITIES = re.compile(r"&(?:#39|#x27|apos|rsquo|#8217);", re.IGNORECASE)

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
# Neither XML (feeds, workbooks) nor paper can hold them. Tabs and line ends are spaces, not signs; direction marks
# turn the words beside them around.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_HYPHENS = re.compile("[\u2010\u2011\u2012\u2013\u2014\u2212]|--+")
_LINE_BREAK = re.compile(rf"(?<={_LETTER})[-\u2010\u2011]\s*\n\s*(?=[а-яґєіїa-z])")
_INNER_QUOTES = str.maketrans("«»", "„“")
_QUOTES = re.compile('[«»„“”"‹›]')
_NUMBER_SIGN = re.compile(r"(?<!\w)(?:№|N[oº°]?\.?)\s*(?=\d)", re.IGNORECASE)
_TOKEN = re.compile(rf"{_LETTER}+")

_SEEN_AS_CYRILLIC = "aceiopxykmtbh"
_SEEN_AS_LATIN = "асеіорхукмтвн"
_LATIN_TO_CYRILLIC = str.maketrans(_SEEN_AS_CYRILLIC, _SEEN_AS_LATIN)
_CYRILLIC_TO_LATIN = str.maketrans(_SEEN_AS_LATIN, _SEEN_AS_CYRILLIC)
_LOOSE = str.maketrans({"ґ": "г", "ї": "і", "є": "е", "ё": "е", "ы": "и", "э": "е", "ъ": None, "’": None})
_SOFT_FOR_APOSTROPHE = re.compile("(?<=[бпвмф])ь(?=[єюяїе])")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_LETTERS = str.maketrans("ІХСМ", "IXCM")


def display_apostrophe(text: str) -> str:
    """Print every apostrophe inside a word as ’ (`пам'ять`, `памʼять` and `пам*ять` become `пам’ять`)."""
    if not _MAY_HAVE_ONE.search(text):
        return text
    text = _ENTITIES.sub("'", text)
    return _IN_WORD.sub(APOSTROPHE, _UKRAINIAN_PLACE.sub(APOSTROPHE, text))


normalise_apostrophes = display_apostrophe


def tidy(text: str) -> str:
    """Clean what a person typed into one line, without changing its letters: NFC, no invisible signs, single spaces."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", without_controls(unicodedata.normalize("NFC", text)))).strip()


def without_controls(text: str) -> str:
    """Return a text of any number of lines without signs that no file format takes: controls, direction marks."""
    return _CONTROL.sub("", text.replace("\x0b", "\n").replace("\x0c", "\n"))


def strict_key(text: str) -> str:
    """Return the key that tells words apart: NFC, no case, one apostrophe, one hyphen, no quotes, no stress marks."""
    return _base(text).casefold()


def loose_key(text: str) -> str:
    """Return the key that forgives: strict, and ґ=г, і=ї, е=є=ё=э, и=ы, no apostrophes, look-alike letters mended."""
    key = _TOKEN.sub(lambda found: _roman_capitals(found.group()), _base(text)).casefold()
    before = ""
    # One fold opens the way to another (a mended letter stands after a labial), so until nothing changes.
    while key != before:
        before = key
        # «ъ» and "ь after a labial" are how people without the apostrophe key write it: обьект, объект.
        key = _SOFT_FOR_APOSTROPHE.sub("", key).translate(_LOOSE)
        key = _TOKEN.sub(lambda found: _mend(found.group()), key)
    return key


def words(text: str, *, loose: bool = True) -> Iterator[str]:
    """Yield search words of `text`; a hyphenated word also comes split and joined."""
    key = loose_key(text) if loose else strict_key(text)
    for raw in re.findall(r"№|\w+(?:[’-]\w+)*", key):
        yield raw
        if "-" in raw:
            parts = raw.split("-")
            yield from parts
            yield "".join(parts)


def one_script(word: str) -> str:
    """Return a small-lettered word with the letters of the other script mended: a Latin i in «бiблiотека»."""
    return _mend(word)


def in_cyrillic(word: str) -> str:
    """Return a small-lettered word with every Latin letter that has a Cyrillic twin put into Cyrillic."""
    return word.translate(_LATIN_TO_CYRILLIC)


def _base(text: str) -> str:
    before = ""
    while text != before:  # taking one sign out can bring two others together
        before = text
        text = _LINE_BREAK.sub("", unicodedata.normalize("NFC", text))
        text = _INVISIBLE.sub("", display_apostrophe(text)).replace("\u0301", "")
        text = _HYPHENS.sub("-", _QUOTES.sub("", text))
        text = _SPACES.sub(" ", _NUMBER_SIGN.sub("№ ", text)).strip()
    return text


def _mend(token: str) -> str:
    """Give every letter of a folded word one script: that of its unmistakable letters, else of the most of them."""
    # «сім», «мім», «їх» are words: in lower case only three letters with х among them are surely a number.
    roman = _as_roman(token, shortest=3) if "х" in token else ""
    if roman:
        return roman.casefold()
    cyrillic = [letter for letter in token if "\u0400" <= letter <= "\u04ff"]
    if not cyrillic or len(cyrillic) == len(token):
        return token
    latin = [letter for letter in token if letter.isascii()]
    sure = (
        len([one for one in cyrillic if one not in _SEEN_AS_LATIN]),
        len([one for one in latin if one not in _SEEN_AS_CYRILLIC]),
    )
    votes = sure if sure[0] != sure[1] else (len(cyrillic), len(latin))
    return token.translate(_LATIN_TO_CYRILLIC if votes[0] >= votes[1] else _CYRILLIC_TO_LATIN)


def _roman_capitals(token: str) -> str:
    return (_as_roman(token, shortest=2) if token.isupper() else "") or token


def _as_roman(token: str, *, shortest: int) -> str:
    latin = token.upper().translate(_ROMAN_LETTERS)
    return latin if len(token) >= shortest and _ROMAN.fullmatch(latin) else ""


# --- Plurals ----------------------------------------------------------------------------------------


def plural(n: int | float | Decimal, one: str, few: str, many: str, other: str | None = None) -> str:
    """Return the form that stands after the number: `1 довідка`, `2 довідки`, `5 довідок`, `1,5 довідки`.

    CLDR rules for `uk`. `other` serves fractions; without it `few` does (right for feminine nouns).
    """
    if n != int(n):
        return few if other is None else other
    whole = abs(int(n))
    ten, hundred = whole % 10, whole % 100
    if ten == 1 and hundred != 11:
        return one
    return few if 2 <= ten <= 4 and not 12 <= hundred <= 14 else many


def counted(n: int | float | Decimal, one: str, few: str, many: str, other: str | None = None) -> str:
    """Return the number with its noun, never broken between lines: `1 234 довідки`."""
    return number(n) + NBSP + plural(n, one, few, many, other)


# --- Names ------------------------------------------------------------------------------------------


def initial(name: str) -> str:
    """Return `Т.` for `Тарас`, `А.-М.` for `Анна-Марія`, nothing for nothing."""
    parts = [part for part in name.strip().split("-") if part]
    return "-".join(f"{part[0].upper()}." for part in parts)


def initials(surname: str, given: str, patronymic: str = "", *, surname_first: bool = True) -> str:
    """Return `Шевченко Т. Г.` (or `Т. Г. Шевченко`), the parts tied with no-break spaces."""
    letters = [piece for piece in (initial(given), initial(patronymic)) if piece]
    parts = [surname.strip(), *letters] if surname_first else [*letters, surname.strip()]
    return display_apostrophe(NBSP.join(part for part in parts if part))


def first_name_and_letter(given: str, surname: str) -> str:
    """Return `Наталя К.`: enough to call a person at the desk, not enough to publish who they are."""
    return display_apostrophe(NBSP.join(part for part in (given.strip(), initial(surname.split("-")[0])) if part))


def signature(given: str, surname: str) -> str:
    """Return `Ольга ТКАЧЕНКО`, as official papers are signed (ДСТУ 4163:2020)."""
    return display_apostrophe(NBSP.join(part for part in (given.strip(), surname.strip().upper()) if part))


def cased_name(line: str) -> str:
    """Return a name with its capitals: `шевченко` and `ШЕВЧЕНКО` are `Шевченко`. A name that has both stays as it is.

    One shouted word among others is lowered; a small one among others («ван Дейк») is left, somebody meant it.
    """
    mild = " ".join(_unshouted(word) for word in line.split())
    return " ".join(_capitalised(word) for word in mild.split()) if mild.islower() else mild


def _unshouted(word: str) -> str:
    return _capitalised(word.lower()) if len(word) > 2 and word.isupper() else word  # «Ю.» stays


def _capitalised(word: str) -> str:
    return "-".join(_with_particle(part) or part[:1].upper() + part[1:] for part in word.split("-"))


def _with_particle(part: str) -> str:
    # «О’Ніл», «д’Артаньян»; in «В’юн» and «П’ятниця» the apostrophe is the word's own.
    particle = {f"о{APOSTROPHE}": f"О{APOSTROPHE}", f"д{APOSTROPHE}": f"д{APOSTROPHE}"}.get(part[:2])
    return particle + part[2:3].upper() + part[3:] if particle else ""


def by_fours(code: str) -> str:
    """Return a long code as people read it aloud: `1000 0018`. What does not fall into fours stays as it is."""
    if len(code) < 8 or len(code) % 4 or not (code.isascii() and code.isalnum()):
        return code
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


# --- Transliteration --------------------------------------------------------------------------------

_KMU = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "’": "",
    "є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia",
    "ё": "io", "ы": "y", "э": "e", "ъ": "",
}  # fmt: skip
_KMU_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def transliterate(text: str) -> str:
    """Write Ukrainian in Latin letters by the Cabinet's resolution of 27.01.2010 № 55. Other signs stay."""
    text = display_apostrophe(unicodedata.normalize("NFC", text)).replace("\u0301", "")
    out: list[str] = []
    before = ""
    for place, letter in enumerate(text):
        low = letter.lower()
        if low == "г" and before == "з":
            latin = "gh"
        elif low in _KMU_START and not (before.isalpha() or before == APOSTROPHE):
            latin = _KMU_START[low]
        else:
            latin = _KMU.get(low, letter)
        if letter != low and latin and low in _KMU:
            after = text[place + 1 : place + 2]
            shout = after.isupper() or (before.isupper() and not after.islower())
            latin = latin.upper() if shout else latin.capitalize()
        out.append(latin)
        before = letter if letter.isupper() and low != "з" else low
    return "".join(out)


def slug(text: str) -> str:
    """Return an address part: `Об’єкти й послуги` → `obiekty-i-posluhy`. Empty for text without letters and digits."""
    plain = unicodedata.normalize("NFKD", transliterate(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


# --- Numbers ----------------------------------------------------------------------------------------


def number(value: int | float | Decimal, digits: int | None = None) -> str:
    """Write a number the Ukrainian way: `1 234,5` with a no-break space and a true minus.

    `digits` fixes the decimals; without it they are kept as they are, trailing zeros dropped.
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    shown = f"{abs(exact):,f}"
    if digits is None and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return (MINUS if exact < 0 else "") + shown.replace(",", NBSP).replace(".", ",")


def percent(value: int | float | Decimal, digits: int = 0) -> str:
    """Write `80 %` for 80; the value is in per cent already."""
    return number(value, digits) + NBSP + "%"


def bytes_words(amount: int) -> str:
    """Write how much a file weighs: `640 Б`, `12 КБ`, `1,2 МБ`, `5,1 ГБ`."""
    if amount < 1024:
        return number(amount) + NBSP + _("Б")
    if amount < 1024**2:
        return number(amount / 1024, 0) + NBSP + _("КБ")
    if amount < 1024**3:
        return number(amount / 1024**2, 1) + NBSP + _("МБ")
    return number(amount / 1024**3, 1) + NBSP + _("ГБ")


_TIE = re.compile(
    r"(?<!\w)(№|[вузаійоВУЗАІЙО]|[Нн]а|[Дд]о|[Зз]і|[Пп]о|[Вв]ід|[Зз]а|[Нн]е|м\.|вул\.|с\.|р\.|стор\.) (?=\S)"
)


def quoted(words: str) -> str:
    """Put words between «», with quotes of their own turned into „“: `Центр «Осередок»` → `«Центр „Осередок“»`."""
    return f"«{words.translate(_INNER_QUOTES)}»"


def lower_first(text: str) -> str:
    """Take the words into a sentence: «Консультація» → «консультація»; «Wi-Fi» and «ПК» stay names."""
    word = text.partition(" ")[0]
    return text if word[1:] != word[1:].lower() else text[:1].lower() + text[1:]


def tie(text: str) -> str:
    """Put no-break spaces after short words and №, so that none of them hangs at a line's end."""
    return _TIE.sub(rf"\1{NBSP}", text)
