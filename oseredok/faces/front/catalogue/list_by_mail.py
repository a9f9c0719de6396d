"""«Мій список» in one letter to whoever made it: references of ДСТУ 8302 with addresses. The address goes with the letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict
from oseredok.base.core.sorting import uk_key
from oseredok.base.mail.actions import queue_letter
from oseredok.collections.catalogue import citing
from oseredok.faces.front import limits

LETTER = "own_list"


class MailForm(forms.Form):
    """`website` is a trap: people do not see it, scripts fill it. `once`: the same page sent twice writes one letter."""

    email = forms.EmailField(
        label=gettext_lazy("Ваша електронна пошта"),
        max_length=254,
        help_text=gettext_lazy("Надішлемо один лист і зітремо адресу."),
        error_messages={
            "required": gettext_lazy("Напишіть адресу, на яку надіслати список."),
            "invalid": gettext_lazy("Перевірте адресу пошти: вона має виглядати так: olena@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4

    @property
    def is_trapped(self) -> bool:
        """A script filled the field that no person sees."""
        return bool(self.cleaned_data.get("website"))


def is_offered() -> bool:
    """Whether letters go out from here at all."""
    return bool(settings.EMAIL_CONFIGURED)


def send(request: HttpRequest, works: Sequence[citing.Work], *, to: str, once: UUID | None, now: datetime) -> None:
    """Queue the letter. Call it outside a transaction.

    Raises Conflict (`no-mail`, `list-empty`, `too-often`), Invalid (`email-unclear`).
    """
    if not is_offered():
        raise Conflict(_("Листи звідси поки не надсилаються. Скопіюйте або надрукуйте список."), code="no-mail")
    if not works:
        raise Conflict(_("Список порожній: немає чого надсилати."), code="list-empty")
    if not limits.may_write_to(request, to, form="own-list", now=now):
        raise Conflict(_("Звідси вже надіслано кілька листів. Спробуйте пізніше."), code="too-often", field="email")
    style = citing.STYLES["dstu8302"]
    lines = [(style.write(work, local_date(now)), work.url) for work in works]
    queue_letter(
        template=LETTER,
        to=to,
        context={"entries": sorted(lines, key=lambda line: uk_key(line[0])), "day": local_date(now)},
        key=f"own-list-{once or uuid4()}",
        now=now,
        language=get_language() or "uk",
    )
