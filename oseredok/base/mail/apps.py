from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "oseredok.base.mail"
    label = "mail"
    verbose_name = "Листи"
