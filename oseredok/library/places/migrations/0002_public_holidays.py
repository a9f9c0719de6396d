"""Public holidays of 2025–2028; whether they are days off is the system's switch (martial law)."""

import json
from importlib import resources

from django.db import migrations


def load(apps, schema_editor):
    text = resources.files("oseredok.library.places").joinpath("data", "holidays.json").read_text(encoding="utf-8")
    told = json.loads(text)
    days = apps.get_model("places", "PublicHoliday").objects
    for row in told["days"]:
        days.get_or_create(
            date=row["date"],
            defaults={"name": row["name"], "source": told["source"], "checked_on": told["checked_on"]},
        )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
