from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "oseredok.management.indicators"
    label = "indicators"
    verbose_name = "Показники"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.base.core import errands
        from oseredok.base.mail import registry as mail
        from oseredok.management.indicators import figures, groups, ratings, registers, skills, sources, tasks
        from oseredok.management.indicators.catalogue import indicator
        from oseredok.management.indicators.models import Figure, Target

        sources.register(sources.Source("figures", _("внесено вручну"), figures.read, ever=figures.ever))
        sources.register(
            sources.Source("registers", _("реєстри системи"), registers.read, only_present=registers.ONLY_PRESENT)
        )
        sources.register(sources.Source("groups", _("облік за групами"), groups.read, ever=groups.ever))
        sources.register(sources.Source("ratings", _("оцінки людей"), ratings.read, ever=ratings.ever))
        sources.register(sources.Source("surveys", _("опитування"), skills.read, ever=skills.ever))

        audit.register(
            audit.Audited(
                model=Target,
                called=_("ціль"),
                name=lambda target: str(indicator(target.indicator).name),
                place=lambda target: target.place_id,
            )
        )
        audit.register(
            audit.Audited(
                model=Figure,
                called=_("внесене число"),
                name=lambda figure: str(indicator(figure.indicator).name),
                place=lambda figure: figure.place_id,
                exclude=("written_at", "written_by"),
            )
        )
        errands.register(tasks.WARNING)
        mail.register(
            "target_in_danger",
            title="Керівникові: ціль під загрозою",
            sample={
                "sentence": (
                    "Відвідувань усього: 41 за 9 із 22 робочих днів; таким темпом буде 100 із 150; "
                    "треба по 9 на день, а не по 5"
                ),
                "place": "Центральна бібліотека",
                "period": "жовтень 2026",
                "source": "проєкт коворкінгу, розділ 5",
            },
        )
