"""One age of consent, the registry's: the office's own rows of the register that name the former setting follow it."""

from django.db import migrations
from django.db.models import F, Value
from django.db.models.functions import Replace

FORMER, NOW = "{privacy.child_until_age}", "{readers.consent_age}"


def follow(apps, schema_editor):
    rows = apps.get_model("privacy", "Activity").objects.filter(term__contains=FORMER)
    rows.update(term=Replace(F("term"), Value(FORMER), Value(NOW)))


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_activities")]
    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
