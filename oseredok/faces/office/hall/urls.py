"""Addresses of the coworking hall in the office: under /office/hall/."""

from django.urls import path

from oseredok.faces.office.hall import (
    fault_views,
    label_views,
    laptop_views,
    plan_views,
    rule_views,
    seat_views,
    station_views,
)

app_name = "hall"

urlpatterns = [
    path("", seat_views.listed, name="seats"),
    path("<int:place>/", seat_views.listed, name="seats_of"),
    path("<int:place>/new/", seat_views.new, name="new_seat"),
    path("seat/<uuid:public_id>/", seat_views.seat, name="seat"),
    path("seat/<uuid:public_id>/retire/", seat_views.retire, name="retire"),
    path("seat/<uuid:public_id>/return/", seat_views.bring_back, name="bring_back"),
    path("seat/<uuid:public_id>/fault/", fault_views.report, name="report_fault"),
    path("seat/<uuid:public_id>/photo/", seat_views.put_photo, name="put_photo"),
    path("seat/<uuid:public_id>/photo/remove/", seat_views.drop_photo, name="drop_photo"),
    path("fault/<int:pk>/fixed/", fault_views.fixed, name="fixed"),
    path("<int:place>/computers/", station_views.stations, name="stations"),
    path("computer/<uuid:public_id>/unpair/", station_views.unpair, name="unpair"),
    path("<int:place>/laptops/", laptop_views.laptops, name="laptops"),
    path("<int:place>/laptops.xlsx", laptop_views.laptops_file, name="laptops_file"),
    path("laptops/<int:pk>/back/", laptop_views.take_back, name="take_back"),
    path("laptops/<uuid:public_id>/out/", laptop_views.hand_out, name="hand_out"),
    path("<int:place>/labels/", label_views.labels, name="labels"),
    path("room/<int:room>/plan/", plan_views.plan, name="plan"),
    path("room/<int:room>/plan/size/", plan_views.size, name="plan_size"),
    path("room/<int:room>/plan/seats/", plan_views.cells, name="plan_cells"),
    path("room/<int:room>/plan/arrange/", plan_views.arrange, name="plan_arrange"),
    path("room/<int:room>/plan/wall/", plan_views.on_wall, name="plan_on_wall"),
    path("room/<int:room>/plan/floor/", plan_views.on_floor, name="plan_on_floor"),
    path("plan/<int:pk>/remove/", plan_views.remove, name="plan_remove"),
    path("<int:place>/rules/", rule_views.rules, name="rules"),
]
