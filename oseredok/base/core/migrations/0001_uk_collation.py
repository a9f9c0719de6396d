from django.contrib.postgres.operations import CreateCollation
from django.db import migrations


class Migration(migrations.Migration):
    """PostgreSQL only (the operation does nothing elsewhere): SQLite gets `uk` on every connection."""

    initial = True
    dependencies = []
    operations = [CreateCollation("uk", provider="icu", locale="uk")]
