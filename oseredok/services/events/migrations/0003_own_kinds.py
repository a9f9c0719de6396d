"""Kinds that only events count: those present online, and the 6-НК mark of personal development.

They are not services that anybody asks for, so the catalogue of the offer need not carry them.
"""

from django.db import migrations

KINDS = (
    ("event_online_attendance", "Присутність на заході онлайн", "Присутні онлайн", "person", "video", 35),
    ("event_development", "Захід з особистісного розвитку (позначка 6-НК)", "Особистісний розвиток", "event", "award", 50),
)


def add(apps, schema_editor):
    group = apps.get_model("offer", "ServiceGroup").objects.get(code="events")
    kinds = apps.get_model("offer", "ServiceKind").objects
    for code, name, short_name, unit, icon, order in KINDS:
        kinds.get_or_create(
            code=code,
            defaults={
                "group": group,
                "name": name,
                "short_name": short_name,
                "unit": unit,
                "icon": icon,
                "order": order,
                "theme_scheme": "event_form",
                "on_desk": False,
                "is_public": False,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("events", "0002_initial"), ("offer", "0002_catalogue")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
