from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "oseredok.management.indicators"
    label = "indicators"
    verbose_name = "Показники"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.management.indicators.catalogue import indicator
        from oseredok.management.indicators.models import Target

        audit.register(
            audit.Audited(
                model=Target,
                called=_("ціль"),
                name=lambda target: str(indicator(target.indicator).name),
                place=lambda target: target.place_id,
            )
        )
