"""The standing pages of the site, as search and the map of the site know them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class StandingPage:
    """A page that is always there. `words` is what people call it when they look for it."""

    name: str
    title: str | Promise
    summary: str | Promise
    words: str | Promise
    icon: str = "file-text"

    @property
    def url(self) -> str:
        return reverse(f"front:{self.name}")


PAGES = (
    StandingPage(
        "services",
        _("Послуги"),
        _("Усе, з чим допомагає бібліотека: для кого, де, як отримати, скільки коштує."),
        _("послуга, перелік послуг, прейскурант, ціни, безкоштовно, платно, плакат"),
        "list",
    ),
    StandingPage(
        "visit",
        _("Як дістатися"),
        _("Адреси, години роботи, пандус, укриття й телефони всіх бібліотек."),
        _(
            "адреса, де ви, графік, розклад, години, коли працює, коли відчинено, вихідний, телефон, контакти, карта, мапа, пандус, укриття, філія"
        ),
        "map-pin",
    ),
    StandingPage(
        "news",
        _("Новини"),
        _("Що нового в бібліотеці."),
        _("новина, оголошення, події"),
        "newspaper",
    ),
    StandingPage(
        "about",
        _("Про центр"),
        _("Що таке центр, кому він допомагає і на яких засадах."),
        _("про нас, хто ми, осередок, коворкінг, бібліотека, безкоштовно, реєстрація, записатися"),
        "info",
    ),
    StandingPage(
        "documents",
        _("Документи"),
        _("Правила, положення, плани та інші документи бібліотеки, відкриті для всіх."),
        _("документ, правила користування, положення, статут, план, звіт, публічна інформація, наказ"),
    ),
    StandingPage(
        "accessibility",
        _("Доступність сайту"),
        _("Як користуватися сайтом з клавіатури, зі збільшенням і з екранним читачем та що ще не вдалося."),
        _("доступність, людина з інвалідністю, незрячий, читач екрана, великі літери, контраст, wcag"),
        "accessibility",
    ),
    StandingPage(
        "barrier",
        _("Повідомити про перешкоду"),
        _("Щось завадило на сайті чи в бібліотеці? Напишіть, реєстрація не потрібна."),
        _("скарга, помилка, не працює, перешкода, сходи, повідомити"),
        "flag",
    ),
    StandingPage(
        "privacy",
        _("Що ми про вас знаємо"),
        _("Які дані зберігає бібліотека, навіщо, скільки часу і як їх змінити чи стерти."),
        _("персональні дані, приватність, конфіденційність, cookie, куки, стерти дані, згода"),
        "lock",
    ),
)
