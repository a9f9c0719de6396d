from django.apps import AppConfig


class WifiConfig(AppConfig):
    name = "oseredok.services.wifi"
    label = "wifi"
    verbose_name = "Wi-Fi"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.base.core import errands
        from oseredok.library.privacy import retention
        from oseredok.services.wifi import actions, subjects, tasks, terms
        from oseredok.services.wifi.models import WifiBatch, WifiCode, WifiSettings
        from oseredok.spine.journal import endings
        from oseredok.spine.journal import subjects as journal_subjects

        journal_subjects.register("wifi", subjects.describe)
        endings.register("wifi", actions.follow_end)
        errands.register(tasks.COUNTING)
        retention.register(terms.CODES)
        audit.register(
            audit.Audited(
                model=WifiSettings,
                called=_("налаштування Wi-Fi"),
                place=lambda mine: mine.library_id,
                masked=("password", "key_hash"),
                exclude=("heard_at",),
            )
        )
        audit.register(
            audit.Audited(
                model=WifiBatch,
                called=_("аркуш талонів Wi-Fi"),
                place=lambda batch: batch.library_id,
                exclude=("key",),
            )
        )
        audit.register(
            audit.Audited(
                model=WifiCode,
                called=_("код Wi-Fi"),
                place=lambda code: code.library_id,
                exclude=("code", "public_id", "subject_app", "subject_id", "started_at", "ends_at", "counted_at"),
            )
        )
