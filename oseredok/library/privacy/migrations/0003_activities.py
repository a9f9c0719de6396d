"""First versions of the register of processing."""

from django.db import migrations

from oseredok.library.privacy import shipped


def load(apps, schema_editor):
    shipped.load_activities(apps.get_model("privacy", "Activity").objects)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_consent_texts")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
