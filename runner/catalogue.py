"""The English catalogue: is it complete for the public pages, and is the compiled file made from it?

    .venv/bin/python -m runner.catalogue check      a gate of `run.py test`
    .venv/bin/python -m runner.catalogue missing    the strings that still want English, ready for the .po file
    .venv/bin/python -m runner.catalogue compile    write the .mo file after editing the .po file

Needs no GNU gettext, so that it runs wherever Python does. Unlike the rest of runner/ it runs inside the environment.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from oseredok.console.say import say, speak_utf8
from runner.environment import ROOT

PACKAGE = ROOT / "oseredok"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
PUBLIC = ("faces/front", "faces/kiosk", "faces/cabinet", "base/ui", "library/people/templates/people/phone")
"""The rooms whose pages a guest can open in English."""
PUBLIC_FILES = (
    "base/core/phones.py",
    "collections/catalogue/citing/__init__.py",
    "collections/catalogue/crosswalk/roles.py",
    "collections/catalogue/languages.py",
    "collections/catalogue/searching.py",
    "library/*/holding.py",
    "library/documents/kinds.py",
    "library/people/audited.py",
    "library/people/cards/holders.py",
    "library/people/cards/links.py",
    "library/people/imports/holding.py",
    "library/people/models.py",
    "library/people/own_page/cabinet_cards.py",
    "library/people/own_page/contacts.py",
    "library/people/own_page/holder.py",
    "library/people/own_page/limits.py",
    "library/people/own_page/models.py",
    "library/people/own_page/sign_in.py",
    "library/people/registry/own_data.py",
    "library/people/registry/models.py",
    "library/site/shown.py",
    "library/privacy/on_own_page.py",
    "management/indicators/catalogue.py",
    "management/indicators/contentment.py",
    "management/indicators/means.py",
    "management/indicators/resources.py",
    "management/indicators/suppression.py",
    "management/indicators/work.py",
    "services/*/holding.py",
    "services/alerts/actions.py",
    "services/alerts/models.py",
    "services/alerts/templates/mail/*.txt",
    "services/seats/booking.py",
    "services/seats/choices.py",
    "services/seats/finding.py",
    "services/seats/plan.py",
    "services/seats/queue.py",
    "services/seats/rules.py",
    "services/seats/sitting.py",
    "services/seats/stations/signing_in.py",
    "services/seats/telling.py",
    "services/seats/templates/seats/*.html",
    "services/seats/who.py",
    "services/printing/examining.py",
    "services/printing/office_paper.py",
    "services/printing/plain_text.py",
    "services/printing/rules.py",
    "services/printing/sending.py",
    "services/printing/words.py",
    "spine/*/holding.py",
    "spine/feedback/forms.py",
    "spine/feedback/follow_ups.py",
    "spine/feedback/letters.py",
    "spine/feedback/rules.py",
    "spine/feedback/scale.py",
    "spine/feedback/templates/*/*",
    "spine/search/finding.py",
    "spine/search/query.py",
    "spine/search/sources.py",
    "spine/surveys/answer_forms.py",
    "spine/surveys/answer_rules.py",
    "spine/surveys/answering.py",
    "spine/surveys/templates/surveys/*.html",
    "library/people/templates/mail/reader_*.txt",
)
"""Files of other rooms whose words stand on those pages and in letters to those who read them."""
INTERNAL = ("base/ui/templates/ui/gallery", "base/ui/gallery")
"""The gallery of components is for developers."""

Message = tuple[str | None, str]
"""Context and text, as gettext knows them."""
_CALLS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0}
_WITH_CONTEXT = {"pgettext": 1, "pgettext_lazy": 1, "npgettext": 1}
_STRING = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_IN_TEMPLATE = re.compile(rf"(?<!\w)(?:gettext|ngettext|_)\(\s*{_STRING}", re.DOTALL)
_IN_TEMPLATE_WITH_CONTEXT = re.compile(rf"(?<!\w)n?pgettext\(\s*{_STRING}\s*,\s*{_STRING}", re.DOTALL)


def messages() -> dict[Message, str]:
    """Return every string of the public rooms, with one place where it stands."""
    found: dict[Message, str] = {}
    for path in _public_paths():
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(INTERNAL) or "migrations" in path.parts:
            continue
        if path.suffix == ".py":
            for message in _of_code(path.read_text("utf-8")):
                found.setdefault(message, name)
        elif path.suffix in {".html", ".txt"}:
            for message in _of_template(path.read_text("utf-8"), name):
                found.setdefault(message, name)
    return found


def _public_paths() -> Iterator[Path]:
    for room in PUBLIC:
        yield from sorted((PACKAGE / room).rglob("*"))
    for pattern in PUBLIC_FILES:
        found = sorted(PACKAGE.glob(pattern))
        if not found:  # a file that was moved would leave the gate in silence
            raise FileNotFoundError(f"runner/catalogue.py: nothing is called {pattern}")
        yield from found


def _of_code(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if name in _CALLS and texts and isinstance(texts[0], str):
            yield None, texts[0]
        elif name in _WITH_CONTEXT and len(texts) > 1:
            yield str(texts[0]), str(texts[1])


def _of_template(source: str, name: str) -> Iterator[Message]:
    # Django's own translation of a template into something that gettext reads.
    code = templatize(source, origin=name)
    for text in _IN_TEMPLATE.findall(code):
        yield None, ast.literal_eval(text)
    for context, text in _IN_TEMPLATE_WITH_CONTEXT.findall(code):
        yield ast.literal_eval(context), ast.literal_eval(text)


def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def missing(english: Catalog) -> dict[Message, str]:
    """Return the public strings without a translation that is used."""
    return {
        (context, text): place for (context, text), place in messages().items() if not _is_told(english, context, text)
    }


def _is_told(english: Catalog, context: str | None, text: str) -> bool:
    message = english.get(text, context=context)
    return bool(message and message.string and not message.fuzzy)


def is_compiled(english: Catalog) -> bool:
    """Whether the compiled file says exactly what the catalogue says."""
    if not MO.exists():
        return False
    with MO.open("rb") as file:
        compiled = read_mo(file)
    return _told(english) == _told(compiled)


def _told(catalog: Catalog) -> dict[tuple[str | None, str], object]:
    return {
        (message.context, str(message.id)): message.string
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }


def main(command: str) -> int:
    speak_utf8()
    english = catalogue()
    if command == "compile":
        with MO.open("wb") as file:
            write_mo(file, english)
        say(f"{MO.relative_to(ROOT)}: {len(_told(english))}")
        return 0
    lacking = missing(english)
    for (context, text), place in sorted(lacking.items(), key=lambda item: item[1]):
        say(f"#: {place}" + (f'\nmsgctxt "{context}"' if context else ""))
        quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        say(f'msgid "{quoted}"\nmsgstr ""\n')
    if lacking:
        say(f"Без англійського перекладу на сторінках для людей: {len(lacking)}.")
    if command == "check" and not is_compiled(english):
        say("Скомпільований каталог застарів: .venv/bin/python -m runner.catalogue compile")
        return 1
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
