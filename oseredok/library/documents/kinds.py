"""How kinds of documents are called when several stand together."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.library.documents.models import Document

KINDS: dict[Document.Kind, str | Promise] = {
    Document.Kind.REGULATIONS: _("Положення"),
    Document.Kind.ORDER: _("Накази"),
    Document.Kind.INSTRUCTION: _("Розпорядження"),
    Document.Kind.RULES: _("Правила"),
    Document.Kind.PLAN: _("Плани"),
    Document.Kind.AGREEMENT: _("Угоди"),
    Document.Kind.PRICES: _("Прейскуранти"),
    Document.Kind.REPORT: _("Звіти"),
    Document.Kind.OTHER: _("Інше"),
}
