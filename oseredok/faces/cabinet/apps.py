from django.apps import AppConfig


class CabinetConfig(AppConfig):
    name = "oseredok.faces.cabinet"
    label = "cabinet"
    verbose_name = "Сторінка читача"

    def ready(self) -> None:
        from oseredok.base.mail import registry

        registry.register(
            "reader_erased",
            title="Читачеві: дані стерто",
            sample={"library": "Центральна міська бібліотека", "phone": "(04000) 2-14-36"},
            farewell=True,
        )
