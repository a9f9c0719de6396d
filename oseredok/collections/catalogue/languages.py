"""Names of languages by the codes that records have (ISO 639-2, both variants)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, str | Promise] = {
    "ukr": _("українська"), "eng": _("англійська"), "pol": _("польська"), "ger": _("німецька"), "deu": _("німецька"),
    "fre": _("французька"), "fra": _("французька"), "rus": _("російська"), "bel": _("білоруська"),
    "bul": _("болгарська"), "crh": _("кримськотатарська"), "cze": _("чеська"), "ces": _("чеська"),
    "slo": _("словацька"), "slk": _("словацька"), "hun": _("угорська"), "rum": _("румунська"), "ron": _("румунська"),
    "ita": _("італійська"), "spa": _("іспанська"), "por": _("португальська"), "tur": _("турецька"),
    "lit": _("литовська"), "lav": _("латиська"), "est": _("естонська"), "geo": _("грузинська"),
    "kat": _("грузинська"), "heb": _("іврит"), "yid": _("їдиш"), "lat": _("латина"), "grc": _("давньогрецька"),
    "gre": _("грецька"), "ell": _("грецька"), "chu": _("церковнослов’янська"), "ara": _("арабська"),
    "jpn": _("японська"), "chi": _("китайська"), "zho": _("китайська"), "epo": _("есперанто"), "srp": _("сербська"),
    "hrv": _("хорватська"), "slv": _("словенська"), "swe": _("шведська"), "dan": _("данська"), "nor": _("норвезька"),
    "fin": _("фінська"), "dut": _("нідерландська"), "nld": _("нідерландська"), "rom": _("ромська"),
    "gag": _("гагаузька"), "mul": _("кілька мов"),
}  # fmt: skip


def name_of(code: str) -> str:
    """Return the name of a language in the reader's own; the code itself when it is a rare one, nothing for «und»."""
    return "" if code in ("", "und", "zxx") else str(NAMES.get(code, code))
