from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "oseredok.demo"
    label = "demo"
    verbose_name = "Показова бібліотека"

    def ready(self) -> None:
        from oseredok.demo.signins import READER_PIN, SIGN_INS
        from oseredok.library.people.own_page import samples as sample_readers
        from oseredok.library.people.sign_in import samples as sample_sign_ins

        def doors() -> list[sample_sign_ins.SampleSignIn]:
            return [
                sample_sign_ins.SampleSignIn(
                    username=one.username, password=one.password, who=f"{one.position}, {one.given_name} {one.surname}"
                )
                for one in SIGN_INS
            ]

        sample_sign_ins.register(doors)

        def readers() -> list[sample_readers.SampleReader]:
            from oseredok.demo.signins import sample_reader
            from oseredok.library.people.models import Reader

            try:
                first = sample_reader()
            except Reader.DoesNotExist:  # a guest of the demo has erased them
                return []
            return [sample_readers.SampleReader(card=first.card_number, pin=READER_PIN, who=first.full_name)]

        sample_readers.register(readers)
