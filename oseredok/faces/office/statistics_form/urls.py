"""Addresses of «Дані для 6-НК». `place` is the id of a library, or `all` for the consolidated form."""

from django.urls import path

from oseredok.faces.office.statistics_form import editor, numbers, parts, sheets, tables

SHEET = "six-nk/<int:year>/<slug:place>/"
FORM = "six-nk/forms/<int:pk>/"

urlpatterns = [
    path("six-nk/", sheets.now, name="six_nk_now"),
    path("six-nk/<int:year>/", sheets.year, name="six_nk_year"),
    path(SHEET, sheets.sheet, name="six_nk"),
    path(f"{SHEET}save/", numbers.save, name="six_nk_save"),
    path(f"{SHEET}do/<slug:what>/", sheets.do, name="six_nk_do"),
    path(f"{SHEET}sent/", sheets.sent, name="six_nk_sent"),
    path(f"{SHEET}correct/", sheets.correct, name="six_nk_correct"),
    path(f"{SHEET}edition/<int:number>/", sheets.edition, name="six_nk_edition"),
    path(f"{SHEET}edition/<int:number>/number/<int:cell>/", numbers.former_number, name="six_nk_former_number"),
    path(f"{SHEET}edition/<int:number>/6-nk.<str:kind>", tables.file, name="six_nk_edition_file"),
    path(f"{SHEET}number/<int:cell>/", numbers.number, name="six_nk_number"),
    path(f"{SHEET}relation/<int:control>/", numbers.relation, name="six_nk_relation"),
    path(f"{SHEET}6-nk.<str:kind>", tables.file, name="six_nk_file"),
    path("six-nk/forms/", editor.versions, name="six_nk_forms"),
    path("six-nk/forms/template.xlsx", tables.template, name="six_nk_template"),
    path(FORM, editor.version, name="six_nk_form"),
    path(f"{FORM}copy/", editor.copy, name="six_nk_copy"),
    path(f"{FORM}about/", editor.about, name="six_nk_about"),
    path(f"{FORM}do/<slug:what>/", editor.do, name="six_nk_form_do"),
    path(f"{FORM}lines.xlsx", tables.structure, name="six_nk_structure"),
    path(f"{FORM}import/", tables.bring, name="six_nk_import"),
    path(f"{FORM}section/", parts.new_section, name="six_nk_new_section"),
    path(f"{FORM}relation/", parts.new_control, name="six_nk_new_control"),
    path("six-nk/sections/<int:pk>/", parts.section, name="six_nk_section"),
    path("six-nk/sections/<int:pk>/line/", parts.new_line, name="six_nk_new_line"),
    path("six-nk/sections/<int:pk>/column/", parts.new_column, name="six_nk_new_column"),
    path("six-nk/lines/<int:pk>/", parts.line, name="six_nk_line"),
    path("six-nk/columns/<int:pk>/", parts.column, name="six_nk_column"),
    path("six-nk/relations/<int:pk>/", parts.control, name="six_nk_control"),
]
