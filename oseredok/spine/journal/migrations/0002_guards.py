from django.db import migrations

from oseredok.spine.journal import guards


class Migration(migrations.Migration):
    """Append-only tables, the untallied tail and the view of counts, kept by the database itself."""

    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(guards.put_up, guards.take_down)]
