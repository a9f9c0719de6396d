"""Migrations are one line in each app: what two branches made side by side is put in order before it is merged."""

from collections import defaultdict

from django.apps import apps
from django.db.migrations.loader import MigrationLoader


def test_each_app_s_migrations_follow_one_another() -> None:
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("oseredok.")}
    followers: dict[tuple[str, str], list[str]] = defaultdict(list)
    names: dict[str, list[str]] = defaultdict(list)
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app in ours:
            names[app].append(name)
            for parent in migration.dependencies:
                if parent[0] == app:
                    followers[parent].append(name)
    assert names
    assert [children for children in followers.values() if len(children) > 1] == []
    for app, listed in names.items():
        numbers = sorted(int(name.split("_")[0]) for name in listed)
        assert numbers == list(range(1, len(listed) + 1)), f"{app}: {sorted(listed)}"
