"""First versions of the texts that people agree to."""

from django.db import migrations

from oseredok.library.privacy import shipped


def load(apps, schema_editor):
    shipped.load_consents(apps.get_model("privacy", "ConsentText").objects)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
