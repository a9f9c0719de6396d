"""Ready answers to «what do you offer?»: a small village library, a town library with a centre."""

from __future__ import annotations

VILLAGE = frozenset(
    {
        "internet_access",
        "wifi",
        "reference",
        "virtual_reference",
        "official_info_search",
        "social_info",
        "consultation",
        "eservice_help",
        "digital_skills_consultation",
        "appeal_help",
        "event_held",
        "catalog_search",
        "ill",
        "printing_bw",
        "copying",
        "scanning",
        "accessibility_service",
    }
)
"""What one librarian with a computer and a printer does."""

TOWN = VILLAGE | frozenset(
    {
        "coworking_seat",
        "room_hire",
        "equipment_loan",
        "fulltext_db",
        "ticket_purchase_help",
        "petition_help",
        "declaration_help",
        "lawmaking_participation",
        "digital_course",
        "authority_meeting",
        "edd",
        "sdi",
        "dok",
        "printing_color",
        "scanning_ocr",
        "email_setup",
        "lamination",
    }
)
"""What a town library with a centre of its own does; the rest of the catalogue is added by hand."""

SETS = {"village": VILLAGE, "town": TOWN}
