from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "oseredok.demo"
    label = "demo"
    verbose_name = "Показова бібліотека"

    def ready(self) -> None:
        from oseredok.demo.signins import SIGN_INS
        from oseredok.library.people import sample_sign_ins

        def doors() -> list[sample_sign_ins.SampleSignIn]:
            return [
                sample_sign_ins.SampleSignIn(
                    username=one.username, password=one.password, who=f"{one.position}, {one.given_name} {one.surname}"
                )
                for one in SIGN_INS
            ]

        sample_sign_ins.register(doors)
