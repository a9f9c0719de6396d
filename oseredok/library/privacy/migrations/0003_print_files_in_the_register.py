"""A line of the register of processing: files sent to be printed."""

from django.db import migrations

from oseredok.library.privacy import shipped


def load(apps, schema_editor):
    shipped.load_activities(apps.get_model("privacy", "Activity").objects)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_erasure_marks")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
