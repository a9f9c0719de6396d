"""The plan of a room: its size, seats in their cells, doors, windows, furniture. Numbers in fields, so any browser does."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.core.text import counted
from oseredok.faces.office.audience import PLACES
from oseredok.faces.office.hall import screen
from oseredok.faces.office.hall.plan_forms import CellsForm, OnFloorForm, OnWallForm, SizeForm
from oseredok.library.people.access import StaffRequest, staff
from oseredok.library.places.models import Room
from oseredok.services.seats import plan as plans
from oseredok.services.seats import planning
from oseredok.services.seats.models import PlanThing, RoomPlan, Seat


def _room(request: StaffRequest, pk: int) -> Room:
    """Return a room of a library that the person leads. Raises Http404."""
    found = Room.objects.select_related("library__system").filter(pk=pk).first()
    if found is None:
        raise Http404
    screen.place_of(request, found.library_id)
    return found


def _seats(room: Room) -> list[Seat]:
    return list(Seat.objects.filter(room=room, retired_on__isnull=True).select_related("room"))


def _plan(room: Room) -> RoomPlan | None:
    return RoomPlan.objects.select_related("room").prefetch_related("things").filter(room=room).first()


def _where_words(thing: PlanThing, plan: RoomPlan) -> str:
    """Return `ліва стіна, клітинка 2` or `клітинка 3 зліва, 2 зверху`."""
    if not thing.on_wall:
        return _("клітинка {column} зліва, {row} зверху").format(column=thing.column, row=thing.row)
    if thing.row in (0, plan.rows + 1):
        wall, cell = (_("дальня стіна") if thing.row == 0 else _("ближня стіна")), thing.column
    else:
        wall, cell = (_("ліва стіна") if thing.column == 0 else _("права стіна")), thing.row
    return _("{wall}, клітинка {cell}").format(wall=wall, cell=cell)


def _shown(request: StaffRequest, room: Room, wrong: forms.Form | None = None) -> HttpResponse:
    found, seats = _plan(room), _seats(room)
    size = SizeForm(initial={"columns": found.columns, "rows": found.rows} if found else None)
    forms_of_page: dict[str, forms.Form] = {
        "size": size, "cells": CellsForm(seats=seats), "on_wall": OnWallForm(prefix="wall"),
        "on_floor": OnFloorForm(prefix="floor"),
    }  # fmt: skip
    for name, form in forms_of_page.items():
        if wrong is not None and type(form) is type(wrong):
            forms_of_page[name] = wrong
    context = {
        **forms_of_page,
        "room": room,
        "library": room.library,
        "plan": found,
        "drawn": plans.draw(found, seats, {}, numbered=True) if found else None,
        "things": [(thing, _where_words(thing, found)) for thing in found.things.all()] if found else [],
        "wrong": wrong,
    }
    return render(request, "office/hall/plan.html", context, status=422 if wrong else 200)


@staff(*PLACES)
@require_safe
def plan(request: StaffRequest, room: int) -> HttpResponse:
    """The picture with its numbers, and the forms that change it."""
    return _shown(request, _room(request, room))


def _added(request: StaffRequest, room: int, form: Any) -> HttpResponse:
    where, found = _room(request, room), _plan(_room(request, room))
    if found is None:
        raise Http404
    if form.is_valid():
        try:
            thing = planning.add_thing(room=where, **form.where(found))
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("На плані: %(name)s.") % {"name": thing})
            return redirect("office:hall:plan", room)
    return _shown(request, where, form)


@staff(*PLACES)
@require_POST
def on_wall(request: StaffRequest, room: int) -> HttpResponse:
    """A door or a window."""
    return _added(request, room, OnWallForm(request.POST, prefix="wall"))


@staff(*PLACES)
@require_POST
def on_floor(request: StaffRequest, room: int) -> HttpResponse:
    """Furniture."""
    return _added(request, room, OnFloorForm(request.POST, prefix="floor"))


@staff(*PLACES)
@require_POST
def size(request: StaffRequest, room: int) -> HttpResponse:
    """How many cells the room has."""
    where, form = _room(request, room), SizeForm(request.POST)
    if form.is_valid():
        try:
            planning.set_plan(room=where, **form.cleaned_data)
            return redirect("office:hall:plan", room)
        except DomainError as error:
            add_to_form(form, error)
    return _shown(request, where, form)


@staff(*PLACES)
@require_POST
def cells(request: StaffRequest, room: int) -> HttpResponse:
    """Which cell each seat has."""
    where = _room(request, room)
    form = CellsForm(request.POST, seats=_seats(where))
    if form.is_valid():
        try:
            planning.place_seats(room=where, cells=form.cells())
            messages.success(request, _("Місця розставлено."))
            return redirect("office:hall:plan", room)
        except DomainError as error:
            form.refuse(error)
    return _shown(request, where, form)


@staff(*PLACES)
@require_POST
def arrange(request: StaffRequest, room: int) -> HttpResponse:
    """Give a cell to every seat that has none."""
    try:
        number = planning.arrange(room=_room(request, room))
    except DomainError as error:
        messages.error(request, error.message)
    else:
        words = counted(number, _("місце"), _("місця"), _("місць"))
        messages.success(request, _("Розставлено: %(seats)s. Пересуньте, як насправді.") % {"seats": words})
    return redirect("office:hall:plan", room)


@staff(*PLACES)
@require_POST
def remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a thing off the plan."""
    found = PlanThing.objects.select_related("plan__room").filter(pk=pk).first()
    if found is None:
        raise Http404
    where = _room(request, found.plan.room_id)
    planning.remove_thing(thing=found)
    return redirect("office:hall:plan", where.pk)
