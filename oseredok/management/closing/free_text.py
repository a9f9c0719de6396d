"""Columns where people write in their own words, and what is decided on each: such a text may name somebody.

Every exported column of free text stands here, or is `TECHNICAL`; a test looks. What the export leaves out is told too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, Field, JSONField, TextField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.management.closing.contents import Sheet

TECHNICAL = frozenset({
    "code", "export_sha256", "favourite_key", "icon", "indicator", "key", "link", "mime", "object_pk", "recipient_code",
    "registry_code", "seal_recipient", "sealed_sha256", "sha256", "shipped", "slug", "subject_app", "subject_id", "value",
})  # fmt: skip
_OWN_WORDS = _("Слова самої установи, про людей не пишуть.")
_NUMBERS = _("Заморожені числа й назви показників: про людей там нічого немає.")
_PUBLIC = _("Уже опубліковано на сайті.")
_BOOKS = _("Описи книг: у них названо авторів, а не читачів.")
_OFFICIAL = _("Посадові особи названі, бо відповідають за роботу.")
_LOOK = _("Працівник міг назвати людину: перегляньте перед передаванням.")


@dataclass(frozen=True)
class Decided:
    """What is decided on some columns of one table. `stays`: they are in the export."""

    label: str
    columns: tuple[str, ...]
    why: str | Promise
    stays: bool = True


DECIDED = (
    Decided("catalogue.record", ("title", "author", "language", "data", "control_number"), _BOOKS),
    Decided("catalogue.record", ("hidden_why",), _OWN_WORDS),
    Decided("catalogue.heading", ("text",), _BOOKS),
    Decided("catalogue.mention", ("role",), _BOOKS),
    Decided("catalogue.copy", ("inventory_number", "barcode", "collection"), _BOOKS),
    Decided("catalogue.copy", ("note",), _LOOK),
    Decided("catalogue.location", ("name",), _OWN_WORDS),
    Decided("catalogue.origin", ("name",), _OWN_WORDS),
    Decided("copying.target", ("name", "address", "isbn_index", "title_index"), _OWN_WORDS),
    Decided("exhibitions.exhibition", ("title", "intro"), _PUBLIC),
    Decided("exhibitions.exhibit", ("note",), _PUBLIC),
    Decided("places.plannedoutage", ("note",), _PUBLIC),
    Decided("seats.seat", ("photo_alt",), _PUBLIC),
    Decided("front.newsitem", ("title", "summary", "body"), _PUBLIC),
    Decided("front.barrier", ("decision",), _("Відповідь установи, її бачить кожен.")),
    Decided(
        "front.barrier",
        ("where", "what", "contact"),
        _("Писав будь-хто й міг назвати себе: не вивантажуємо."),
        stays=False,
    ),
    Decided("feedback.comment", ("public_text", "answer"), _PUBLIC),
    Decided("feedback.comment", ("text",), _("Писав будь-хто й міг назвати себе: не вивантажуємо."), stays=False),
    Decided("feedback.point", ("label",), _OWN_WORDS),
    Decided("feedback.topic", ("name",), _OWN_WORDS),
    Decided("statistics_form.formversion", ("name", "report_title", "order_text", "source"), _OWN_WORDS),
    Decided("statistics_form.section", ("number", "title", "source"), _OWN_WORDS),
    Decided("statistics_form.column", ("label", "unit"), _OWN_WORDS),
    Decided("statistics_form.line", ("number", "label", "unit", "source"), _OWN_WORDS),
    Decided("statistics_form.cell", ("formula",), _OWN_WORDS),
    Decided("statistics_form.control", ("left", "right", "words", "source"), _OWN_WORDS),
    Decided("statistics_form.report", ("signer_name", "signer_position", "title", "digest", "sent_to"), _OFFICIAL),
    Decided("statistics_form.report", ("why",), _LOOK),
    Decided("statistics_form.handnumber", ("reason",), _LOOK),
    Decided("statistics_form.explanation", ("words",), _LOOK),
    Decided("indicators.target", ("source",), _OWN_WORDS),
    Decided("frozen.snapshot", ("digest",), _NUMBERS),
    Decided("frozen.snapshotplace", ("name",), _NUMBERS),
    Decided(
        "frozen.line", ("name", "section", "unit", "direction", "number_kind", "query", "formula"), _NUMBERS
    ),
    Decided("monitoring.monitoring", ("conclusions", "order_number", "withdrawn_why"), _OWN_WORDS),
    Decided("monitoring.monitoring", ("scope",), _NUMBERS),
    Decided("monitoring.monitoring", ("approver_position", "approver_name"), _OFFICIAL),
    Decided("monitoring.version", ("why",), _OWN_WORDS),
    Decided("monitoring.note", ("original", "text", "why"), _OWN_WORDS),
    Decided("monitoring.decision", ("what", "outcome_words"), _OWN_WORDS),
    Decided("monitoring.decision", ("who",), _OFFICIAL),
    Decided("monitoring.output", ("name", "kind"), _OWN_WORDS),
    Decided("frozen.cell", ("series", "label", "query"), _NUMBERS),
    Decided("wifi.wifisettings", ("network",), _OWN_WORDS),
    Decided("printing.printsettings", ("queue",), _OWN_WORDS),
    Decided("printing.printjob", ("which", "queue", "trouble"), _("Номери сторінок, черга й слова принтера.")),
    Decided("narrative.report", ("title", "addressee", "number", "template"), _OWN_WORDS),
    Decided("narrative.block", ("title", "text", "codes", "photo_alt", "consent_kept"), _LOOK),
    Decided("narrative.formertext", ("title", "text"), _LOOK),
    Decided("narrative.mark", ("name", "position", "note"), _OFFICIAL),
    Decided("narrative.edition", ("content", "digest", "pdf_sha256", "docx_sha256"), _LOOK),
    Decided("indicators.figure", ("source",), _OWN_WORDS),
    Decided("closing.closing", ("order_number", "ground", "instead_words"), _OWN_WORDS),
    Decided("closing.member", ("name",), _OFFICIAL),
    Decided("closing.datadecision", ("recipient", "ground", "handed_to"), _OFFICIAL),
    Decided("events.heldevent", ("title", "addressee", "partners"), _("Частина ІІІ щоденника: офіційний облік.")),
    Decided("events.heldevent", ("note",), _LOOK),
    Decided("seats.seat", ("name",), _OWN_WORDS),
    Decided("seats.series", ("title",), _OWN_WORDS),
    Decided("seats.fault", ("reason",), _LOOK),
    Decided("seats.fault", ("reported_by", "fixed_by"), _OFFICIAL),
    Decided("seats.change", ("before",), _("Час і місце, як було: складає система.")),
    Decided("seats.change", ("told_by",), _OFFICIAL),
    Decided("seats.handout", ("note",), _LOOK),
    Decided("seats.handout", ("given_by", "taken_by"), _OFFICIAL),
    Decided("seats.hold", ("nickname", "phone", "email", "mark", "code"), _("Хто бронював місце: не вивантажуємо."), stays=False),
    Decided("seats.waiting", ("nickname", "phone", "email", "mark", "code"), _("Хто чекав місця: не вивантажуємо."), stays=False),
    Decided("offer.servicegroup", ("name", "hint"), _OWN_WORDS),
    Decided(
        "offer.servicekind",
        ("name", "short_name", "for_whom", "where", "how", "keywords", "desk_label", "banner_title", "banner_hint"),
        _OWN_WORDS,
    ),
    Decided("offer.theme", ("name", "keywords"), _OWN_WORDS),
    Decided("privacy.consenttext", ("title", "body"), _OWN_WORDS),
    Decided(
        "privacy.activity",
        (
            "title", "purpose", "ground", "people", "composition", "term", "recipients", "protection", "kept_where",
            "responsible", "public_words",
        ),
        _OWN_WORDS,
    ),
    Decided("privacy.retentioncount", ("what",), _OWN_WORDS),
    Decided("privacy.incident", ("what", "categories", "measures", "told"), _("Адрес і номерів система туди не приймає.")),
    Decided("privacy.subjectrequest", ("from_name", "contact", "details", "answer"), _("Запит людини: не вивантажуємо."), stays=False),
    Decided("mail.letter", ("to", "subject", "text"), _("Листи людям: не вивантажуємо."), stays=False),
    Decided("documents.document", ("number", "title", "note"), _LOOK),
    Decided("documents.documentfile", ("name",), _LOOK),
    Decided("people.account", ("first_name", "last_name", "patronymic", "position"), _OFFICIAL),
    Decided("people.listexport", ("chosen", "columns"), _("Вибір зі списків і назви стовпців, без імен.")),
    Decided("people.listexport", ("note",), _LOOK),
    Decided("people.reader", ("surname", "given_name", "patronymic"), _("Імена читачів: не вивантажуємо."), stays=False),
    Decided("site.page", ("menu_name", "menu_name_en"), _PUBLIC),
    Decided("site.picture", ("alt",), _PUBLIC),
    Decided("site.version", ("title", "summary", "body", "title_en", "summary_en", "body_en"), _PUBLIC),
    Decided("places.librarysystem", ("name", "short_name", "centre_name", "founder", "town"), _OWN_WORDS),
    Decided(
        "places.library",
        ("name", "short_name", "address", "directions", "access_notes", "shelter_notes", "phone", "email"),
        _PUBLIC,
    ),
    Decided("places.room", ("name",), _OWN_WORDS),
    Decided("places.hoursexception", ("note",), _PUBLIC),
    Decided("places.publicholiday", ("name", "source"), _OWN_WORDS),
    Decided("places.closure", ("started_by", "ended_by"), _OFFICIAL),
    Decided("places.closure", ("note",), _PUBLIC),
    Decided("preferences.preference", ("changed_by",), _OFFICIAL),
    Decided("surveys.survey", ("title", "lead", "thanks"), _PUBLIC),
    Decided("surveys.question", ("words", "hint", "low", "high", "unit"), _PUBLIC),
    Decided("surveys.option", ("words",), _PUBLIC),
    Decided("surveys.freetext", ("text",), _("Писав будь-хто й міг назвати себе: не вивантажуємо."), stays=False),
    Decided("audit.entry", ("object_repr", "changes", "additional_data"), _("Імена працівників; значень із карток читачів журнал не має.")),
)  # fmt: skip


def is_free_text(field: Field[object, object]) -> bool:
    """Whether people write into this column in their own words."""
    written = isinstance(field, CharField | TextField | JSONField)
    return written and not field.choices and field.name not in TECHNICAL


@dataclass(frozen=True)
class Line:
    """One decision in words, for the first page of the export."""

    table: str
    columns: str
    why: str | Promise
    stays: bool


def of(sheets: Iterable[Sheet]) -> list[Line]:
    """Return what is decided on the tables of an export."""
    exported = {sheet.model._meta.label_lower for sheet in sheets}
    found = []
    for one in DECIDED:
        model = apps.get_model(one.label)
        if one.label in exported or not one.stays:
            titles = [str(model._meta.get_field(name).verbose_name) for name in one.columns]
            found.append(Line(str(model._meta.verbose_name_plural), ", ".join(titles), one.why, one.stays))
    return found
