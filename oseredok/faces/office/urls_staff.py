"""Addresses of the pages about staff accounts and roles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
