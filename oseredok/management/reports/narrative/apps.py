from django.apps import AppConfig


class NarrativeConfig(AppConfig):
    name = "oseredok.management.reports.narrative"
    label = "narrative"
    verbose_name = "Звіти про роботу"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.management.reports.narrative.models import Block, FormerText, Report

        audit.register(
            audit.Audited(
                model=Report,
                called=_("звіт про роботу"),
                exclude=("public_id", "created_at", "created_by", "changed_at", "snapshot"),
            )
        )
        # Former texts keep the words; the log tells who changed which block and when.
        audit.register(
            audit.Audited(
                model=Block,
                called=_("частину звіту"),
                name=lambda block: f"{block}: {block.report}",
                exclude=("text", "photo", "changed_at", "changed_by", "version", "order"),
            )
        )
        audit.register(
            audit.Audited(
                model=FormerText,
                called=_("попередній текст звіту"),
                name=lambda former: f"{former.block}: {former.block.report}",
                exclude=("text", "written_at", "author"),
            )
        )
