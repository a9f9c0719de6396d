"""Several rows of a table chosen in a form: what no row can be is not there, and nothing breaks."""

from __future__ import annotations

import pytest
from django import forms

from oseredok.base.ui.fields import Several
from oseredok.library.places.models import Library
from tests.world import World


class PlacesForm(forms.Form):
    places = Several(queryset=Library.objects.all())


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["9" * 30, "-" + "9" * 30, "9223372036854775808", "яблуко", "0"])
def test_what_is_no_row_is_refused_beside_the_field(world: World, said: str) -> None:
    form = PlacesForm({"places": [str(world.central.pk), said]})
    assert not form.is_valid()
    assert "places" in form.errors


@pytest.mark.django_db
def test_rows_are_found(world: World) -> None:
    form = PlacesForm({"places": [str(world.central.pk)]})
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["places"]) == [world.central]
