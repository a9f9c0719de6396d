from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "oseredok.faces.office"
    label = "office"
    verbose_name = "Кабінет"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.backup import registry as backup
        from oseredok.faces.office.addressees import administrators_addresses
        from oseredok.faces.office.audience import (
            CHANGES,
            DOCUMENTS,
            DOCUMENTS_WRITERS,
            FIGURES,
            LETTERS,
            NUMBERS,
            PLACES,
            SETUP,
            SYSTEM,
            TARGETS,
            VOICES,
        )
        from oseredok.faces.office.closing_screen import to_erase
        from oseredok.faces.office.monitoring import nav as monitoring
        from oseredok.faces.office.narrative import nav as narrative
        from oseredok.faces.office.opinions import waiting as opinions_waiting
        from oseredok.faces.office.reviews import documents_to_review
        from oseredok.faces.office.statistics_form import nav as statistics_form
        from oseredok.faces.office.steps import what_is_left
        from oseredok.faces.office.surveys.audience import ALL as SURVEYS
        from oseredok.faces.office.targets_in_danger import targets_in_danger
        from oseredok.library.people import waiting
        from oseredok.library.people.models import Role
        from oseredok.library.people.nav import NavItem, Section, register, register_office_home
        from oseredok.spine.surveys.queries import waiting_texts

        register_office_home("office:home")
        for url_name, label, order, roles, hint in (
            ("office:calendar_now", _("Години й календар"), 10, PLACES, _("Тиждень, особливі дні, що на дверях")),
            ("office:libraries", _("Бібліотеки"), 20, PLACES, _("Адреси, приміщення, філії")),
            ("office:hall:seats", _("Зала"), 25, PLACES, _("Місця коворкінгу, комп’ютери, правила, несправності")),
            ("office:services", _("Послуги"), 30, SETUP, _("Що з каталогу надаємо")),
            ("office:requisites", _("Реквізити"), 40, SETUP, _("Назва, засновник, ЄДРПОУ, жителів у громаді")),
            ("office:holidays", _("Свята"), 50, SETUP, _("Державні свята й воєнний стан")),
            (
                "office:wifi",
                _("Wi-Fi"),
                55,
                PLACES,
                _("Як люди потрапляють у мережу: просто так чи за кодом із талона"),
            ),
            ("office:printing", _("Друк"), 57, PLACES, _("Файли з телефонів, безкоштовні сторінки, черга друку")),
            ("office:settings", _("Налаштування"), 60, PLACES, _("Строки, пороги, звичаї простими словами")),
        ):
            item = NavItem(url_name=url_name, label=label, order=order, roles=roles, section=Section.CENTRE, hint=hint)
            register(item)
        waiting.register(waiting.Source("targets", TARGETS, targets_in_danger))
        waiting.register(waiting.Source("setup", SETUP, what_is_left))
        waiting.register(waiting.Source("closing", (Role.DIRECTOR,), to_erase))
        waiting.register(waiting.Source("documents", DOCUMENTS_WRITERS, documents_to_review))
        register(
            NavItem(
                url_name="office:indicators",
                label=_("Показники"),
                order=10,
                roles=NUMBERS,
                section=Section.NUMBERS,
                hint=_("Скільки, кому і що зробили; порівняння з торік"),
            )
        )
        register(
            NavItem(
                url_name="office:diary_now",
                label=_("Щоденник"),
                order=20,
                roles=NUMBERS,
                section=Section.NUMBERS,
                hint=_("Офіційний щоденник роботи: переглянути, роздрукувати"),
            )
        )
        register(
            NavItem(
                url_name="office:targets",
                label=_("Цілі"),
                order=30,
                roles=TARGETS,
                section=Section.NUMBERS,
                hint=_("Скільки хочемо, звідки ця цифра і чи встигаємо"),
            )
        )
        register(
            NavItem(
                url_name="office:figures",
                label=_("Внесені числа"),
                order=35,
                roles=FIGURES,
                section=Section.NUMBERS,
                hint=_("Фонд, техніка, персонал, кошти: те, чого система не рахує сама"),
            )
        )
        register(
            NavItem(
                url_name="office:surveys:list",
                label=_("Опитування"),
                order=60,
                roles=SURVEYS,
                section=Section.NUMBERS,
                hint=_("Скласти анкету, зібрати відповіді, побачити результати"),
                count=waiting_texts,
            )
        )
        statistics_form.declare()
        narrative.declare()
        register(
            NavItem(
                url_name="office:opinions",
                label=_("Відгуки"),
                order=15,
                roles=NUMBERS,
                section=Section.NUMBERS,
                hint=_("Скільки людей задоволені, що кажуть і що ми відповіли"),
                count=opinions_waiting.number,
            )
        )
        waiting.register(waiting.Source("opinions", VOICES, opinions_waiting.decisions))
        register(
            NavItem(
                url_name="office:documents",
                label=_("Документи"),
                order=10,
                roles=DOCUMENTS,
                section=Section.PAPERS,
                hint=_("Положення, накази, правила: що діє і коли переглянути"),
            )
        )
        register(
            NavItem(
                url_name="office:letters",
                label=_("Листи"),
                order=80,
                roles=LETTERS,
                section=Section.PAPERS,
                hint=_("Що система написала людям і чи дійшло"),
            )
        )
        register(
            NavItem(
                url_name="office:accounts",
                label=_("Працівники"),
                order=10,
                roles=(Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR),
                section=Section.PEOPLE,
                hint=_("Хто входить у систему і з якою роллю"),
            )
        )
        register(
            NavItem(
                url_name="office:system",
                label=_("Стан системи"),
                order=10,
                roles=SYSTEM,
                section=Section.SYSTEM,
                hint=_("Чи все гаразд: база, копії, пошта, диск; що зробити, якщо ні"),
            )
        )
        register(
            NavItem(
                url_name="office:backups",
                label=_("Резервні копії"),
                order=20,
                roles=SYSTEM,
                section=Section.SYSTEM,
                hint=_("Коли була остання добра копія; зробити нову, відновити"),
            )
        )
        register(
            NavItem(
                url_name="office:closings",
                label=_("Закриття"),
                order=90,
                roles=SYSTEM,
                section=Section.SYSTEM,
                hint=_("Ліквідація філії або центру: рішення, комісія, усі дані одним файлом"),
            )
        )
        monitoring.register()
        backup.register_addressees(administrators_addresses)
        register(
            NavItem(
                url_name="office:jobs",
                label=_("Фонові завдання"),
                order=30,
                roles=SYSTEM,
                section=Section.SYSTEM,
                hint=_("Довга робота: що йде, що не вдалося; повторити, скасувати"),
            )
        )
        register(
            NavItem(
                url_name="office:changes",
                label=_("Журнал змін"),
                order=40,
                roles=CHANGES,
                section=Section.SYSTEM,
                hint=_("Хто, що і коли змінив: було і стало"),
            )
        )
