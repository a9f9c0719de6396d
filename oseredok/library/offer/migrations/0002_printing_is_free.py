"""Printing, copying and scanning are free until the library has its prices in the system: the catalogue says so."""

from django.db import migrations

from oseredok.library.offer import catalogue


def load(apps, schema_editor):
    catalogue.load(
        groups=apps.get_model("offer", "ServiceGroup"),
        kinds=apps.get_model("offer", "ServiceKind"),
        themes=apps.get_model("offer", "Theme"),
    )


class Migration(migrations.Migration):
    dependencies = [("offer", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
