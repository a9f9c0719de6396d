from datetime import date

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "oseredok.library.documents"
    label = "documents"
    verbose_name = "Документи"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.base.core import errands
        from oseredok.base.mail import registry as mail
        from oseredok.library.documents import tasks
        from oseredok.library.documents.models import Document, DocumentFile

        errands.register(tasks.REMINDING)
        audit.register(
            audit.Audited(
                model=Document,
                called=_("документ"),
                place=lambda document: document.place_id,
                exclude=("public_id", "added_at", "added_by"),
            )
        )
        audit.register(
            audit.Audited(
                model=DocumentFile,
                called=_("файл документа"),
                place=lambda row: row.document.place_id,
                exclude=("public_id", "file", "added_at", "added_by", "mime", "sha256"),
            )
        )
        mail.register(
            "document_review",
            title="Керівникові: документ час переглянути",
            sample={"title": "Правила користування бібліотекою", "review_on": date(2026, 11, 14)},
        )
