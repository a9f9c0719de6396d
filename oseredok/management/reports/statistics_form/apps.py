from django.apps import AppConfig


class StatisticsFormConfig(AppConfig):
    name = "oseredok.management.reports.statistics_form"
    label = "statistics_form"
    verbose_name = "Дані для 6-НК"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit.registry import Audited, register
        from oseredok.management.reports.statistics_form import preferences as preferences  # declares what may be set
        from oseredok.management.reports.statistics_form.models import (
            Cell,
            Column,
            Control,
            FormVersion,
            Line,
            Report,
            Section,
        )

        register(Audited(model=FormVersion, called=_("версію форми № 6-НК")))
        register(Audited(model=Section, called=_("розділ форми № 6-НК")))
        register(Audited(model=Column, called=_("графу форми № 6-НК")))
        register(Audited(model=Line, called=_("рядок форми № 6-НК")))
        register(Audited(model=Cell, called=_("формулу рядка № 6-НК"), absent_by_default=True))
        register(Audited(model=Control, called=_("контрольне співвідношення № 6-НК")))
        register(
            Audited(model=Report, called=_("дані для 6-НК"), place=lambda report: report.place_id, exclude=("read_at",))
        )
