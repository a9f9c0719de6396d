"""The shipped catalogue: complete, consistent, and never stronger than the office."""

from __future__ import annotations

import pytest

from oseredok.base.core.text import display_apostrophe
from oseredok.base.ui import icons
from oseredok.library.offer import actions, catalogue, queries
from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme

pytestmark = pytest.mark.django_db

# facts: services §1, and what the diary and the indicators count besides
SERVICES = [
    "internet_access",
    "wifi",
    "coworking_seat",
    "room_hire",
    "equipment_loan",
    "official_info_search",
    "social_info",
    "eservice_help",
    "appeal_help",
    "petition_help",
    "declaration_help",
    "lawmaking_participation",
    "authority_meeting",
    "digital_skills_consultation",
    "digital_course",
    "virtual_reference",
    "reference",
    "edd",
    "sdi",
    "dok",
    "catalog_search",
    "fulltext_db",
    "ticket_purchase_help",
    "printing_bw",
    "printing_color",
    "copying",
    "scanning",
    "scanning_ocr",
    "typing",
    "lamination",
    "binding",
    "email_setup",
    "library_registration_fee",
    "night_loan",
    "ill",
    "methodical_help",
    "accessibility_service",
]
COUNTED = [
    "visit",
    "visit_event",
    "user_new",
    "user_reregistered",
    "org_new",
    "org_reregistered",
    "user_remote",
    "reference_thematic",
    "reference_address",
    "reference_verify",
    "reference_fact",
    "consultation",
    "phone_contact",
    "web_visit",
    "loan_book",
    "loan_periodical",
    "loan_electronic",
    "loan_av",
    "loan_other",
    "event_held",
    "event_held_online",
]
THEMES = [
    "pension",
    "subsidy",
    "social_aid",
    "utilities",
    "jobs",
    "health",
    "education",
    "idp",
    "veterans",
    "military_register",
    "identity_docs",
    "civil_registry",
    "e_signature",
    "taxes",
    "business",
    "land",
    "property",
    "court",
    "enforcement",
    "legal_aid",
    "legislation",
    "local_government",
    "citizen_appeal",
    "info_request",
    "petition",
    "public_consultation",
    "anticorruption_declaration",
    "procurement",
    "open_data",
    "transport",
    "postal",
    "banking",
    "reconstruction",
    "safety_fraud",
    "media_literacy",
    "computer_basics",
    "smartphone",
    "messengers",
    "ai_tools",
    "other",
]


@pytest.fixture(autouse=True)
def _loaded(db: None) -> None:
    """A test that really commits may have emptied the tables that the migration filled."""
    actions.load_catalogue()


@pytest.mark.parametrize("code", [*SERVICES, *COUNTED])
def test_every_service_of_the_regulations_is_there(code: str) -> None:
    assert queries.kind(code).is_active


def test_the_request_themes_are_exactly_those_of_the_regulations() -> None:
    assert {theme.code for theme in queries.themes("request")} == set(THEMES)


def test_the_diary_has_its_classes_of_knowledge() -> None:
    codes = [theme.code for theme in queries.themes("udc")]
    assert codes == [
        "0",
        "1",
        "2",
        "3",
        "5",
        "6",
        "61",
        "63",
        "7",
        "79",
        "80_81",
        "82",
        "fiction",
        "local_lore",
        "children",
    ]


def test_loading_twice_changes_nothing() -> None:
    assert actions.load_catalogue() == 0
    assert ServiceKind.objects.count() == len(catalogue.read("kinds"))


def test_what_the_office_wrote_stays_and_the_rest_is_refreshed() -> None:
    kind = queries.kind("printing_bw")
    kind.shipped = {**kind.shipped, "how": "Старий опис.", "name": "Стара назва"}  # an earlier release
    kind.name = "Стара назва"  # nobody touched it since
    kind.how = "Друкуємо на другому поверсі."  # the office did
    kind.save()
    assert actions.load_catalogue() == 1
    kind.refresh_from_db()
    assert kind.name == "Друк чорно-білий"
    assert kind.how == "Друкуємо на другому поверсі."


def test_a_new_code_is_added_and_leaves_a_taken_key_alone() -> None:
    ServiceKind.objects.filter(code="scanning").delete()
    ServiceKind.objects.filter(code="copying").update(favourite_key="Н")
    assert actions.load_catalogue() == 1
    assert queries.kind("scanning").favourite_key == ""
    assert queries.kind("copying").favourite_key == "Н"


def test_a_service_switched_off_leaves_the_site_and_the_desk_and_stays_off() -> None:
    ServiceKind.objects.filter(code="lamination").update(is_active=False)
    actions.load_catalogue()
    assert "lamination" not in {kind.code for group in queries.public_offer() for kind in group.offered}  # type: ignore[attr-defined]
    assert "lamination" not in {kind.code for kind in queries.desk_kinds()}


def test_the_desk_has_its_eight_buttons() -> None:
    buttons = [(kind.label, kind.favourite_key) for kind in queries.desk_favourites()]
    assert buttons == [
        ("Довідка", "Д"),
        ("Е-послуга", "Е"),
        ("Лист до влади", "Л"),
        ("Смартфон, ПК", "С"),
        ("Друк, копія", "К"),
        ("Сканування", "Н"),
        ("Видати техніку", "Т"),
        ("Пошук книги", "П"),
    ]


def test_visits_and_descriptions_are_not_offered_to_record_at_the_desk() -> None:
    codes = {kind.code for kind in queries.desk_kinds()}
    assert not codes & {"visit", "visit_event", "user_new", "reference", "virtual_reference", "event_held", "web_visit"}


def test_everything_public_says_for_whom_where_and_how() -> None:
    for group in queries.public_offer():
        for kind in group.offered:  # type: ignore[attr-defined]
            assert kind.for_whom, kind.code
            assert kind.where, kind.code
            assert kind.how.endswith("."), kind.code


def test_texts_are_typeset_as_the_voice_asks() -> None:
    for kind in ServiceKind.objects.all():
        for text in (kind.name, kind.short_name, kind.how, kind.banner_title, kind.banner_hint):
            assert text == display_apostrophe(text)
            assert "!" not in text
            assert '"' not in text


def test_every_icon_exists() -> None:
    names = set(ServiceKind.objects.values_list("icon", flat=True)) | set(
        ServiceGroup.objects.values_list("icon", flat=True)
    )
    assert names <= set(icons.names())


def test_every_unit_and_scheme_is_known() -> None:
    for kind in ServiceKind.objects.select_related("group"):
        kind.full_clean(exclude=["shipped"])
    assert set(Theme.objects.values_list("scheme", flat=True)) == {"request", "udc", "event_form", "seat_purpose"}


def test_a_request_theme_alone_always_means_some_service_of_the_desk() -> None:
    desk = {kind.code for kind in queries.desk_kinds()}
    for theme in queries.themes("request").select_related("usual_kind"):
        assert theme.usual_kind is not None, theme.code
        assert theme.usual_kind.code in desk


def test_the_tree_groups_leaves_and_keeps_the_rest_last() -> None:
    tree = queries.theme_tree("request")
    assert [branch.code for branch, _leaves in tree[:2] if branch] == ["support", "livelihood"]
    assert tree[-1][0] is None
    assert [leaf.code for leaf in tree[-1][1]] == ["other"]


def test_unknown_codes_are_told() -> None:
    with pytest.raises(ServiceKind.DoesNotExist):
        queries.kind("no_such_kind")
    with pytest.raises(ServiceKind.DoesNotExist, match="no_such_kind"):
        queries.kinds("visit", "no_such_kind")
    with pytest.raises(Theme.DoesNotExist):
        queries.theme("request", "no_such_theme")


def test_the_vocabulary_follows_the_office() -> None:
    from oseredok.library.offer.phrase import understand

    assert understand("бабусин борщ", queries.vocabulary()).kind == ""
    kind = queries.kind("consultation")
    kind.keywords += ", борщ"
    kind.save()
    assert understand("бабусин борщ", queries.vocabulary()).kind == "consultation"
    assert queries.vocabulary() is queries.vocabulary()
