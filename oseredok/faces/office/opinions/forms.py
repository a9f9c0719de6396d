"""What the staff decide on a comment; tablets and codes; topics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.feedback import queries, staff_rules
from oseredok.spine.feedback.comments import Judgement
from oseredok.spine.feedback.models import Comment, Point, Topic
from oseredok.spine.feedback.rules import MOST_SIGNS


class CommentForm(forms.Form):
    """What a comment is, about what, what we answer, and whether everybody reads it."""

    sort = forms.ChoiceField(label=_("Що це"), choices=Comment.Sort.choices, widget=forms.RadioSelect)
    topic = forms.ModelChoiceField(
        label=_("Про що"),
        queryset=Topic.objects.none(),
        required=False,
        empty_label=_("не обрано"),
        help_text=_("Для зауваження обов’язково: за темами видно, що поправити першим."),
    )
    answer = forms.CharField(
        label=_("Відповідь бібліотеки"),
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Її прочитають разом із відгуком. Імені людини ми не знаємо, тож звертайтеся до всіх."),
    )
    publish = forms.BooleanField(label=_("Показати на сайті"), required=False)
    public_text = forms.CharField(
        label=_("Слова для сайту"),
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Приберіть імена, телефони й усе, за чим упізнають людину. Змісту не міняйте."),
    )

    def __init__(self, data: QueryDict | None = None, *, comment: Comment) -> None:
        initial = {
            "sort": comment.sort,
            "topic": comment.topic_id,
            "answer": comment.answer,
            "publish": comment.published_at is not None,
            "public_text": comment.public_text or comment.text,
        }
        super().__init__(data, initial=initial)
        self.fields["topic"].queryset = queries.topics(also=comment.topic)  # type: ignore[attr-defined]
        if not staff_rules.can_publish(comment):
            del self.fields["publish"], self.fields["public_text"]

    def judgement(self) -> Judgement:
        told = self.cleaned_data
        return Judgement(
            sort=told["sort"],
            topic=told["topic"],
            answer=told["answer"],
            publish=told.get("publish", False),
            public_text=told.get("public_text", ""),
        )


class PointForm(forms.Form):
    """A tablet's address or a code to print."""

    way = forms.ChoiceField(label=_("Що це"), choices=Point.Way.choices, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(label=_("Бібліотека"), queryset=Library.objects.none(), empty_label=None)
    kind = forms.ModelChoiceField(
        label=_("Про яку послугу"),
        queryset=ServiceKind.objects.none(),
        required=False,
        empty_label=_("бібліотека загалом"),
    )
    label = forms.CharField(
        label=_("Де стоїть"), required=False, max_length=80, help_text=_("Для себе: «стіл біля вікна», «вихід».")
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Library.objects.filter(pk__in=[place.pk for place in places])
        kinds = ServiceKind.objects.filter(is_active=True, is_public=True).order_by("group__order", "order")
        self.fields["place"].queryset = mine  # type: ignore[attr-defined]
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]


class TopicForm(forms.Form):
    """The name of a topic."""

    name = forms.CharField(label=_("Нова тема"), max_length=60)


class ForgetForm(forms.Form):
    """An address that its owner asks to forget."""

    email = forms.EmailField(label=_("Електронна пошта"), help_text=_("Адреса людини, яка просить її стерти."))
