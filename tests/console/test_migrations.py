"""Migrations: one line in each app, and a first one that makes an empty database in seconds."""

import io
from collections import defaultdict

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from oseredok.base.core.migrating import Initial


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


def test_each_app_begins_with_all_its_models_at_once() -> None:
    first = {app: one for (app, name), one in MigrationLoader(None).disk_migrations.items() if name == "0001_initial"}
    for config in apps.get_app_configs():
        if config.name.startswith("oseredok.") and list(config.get_models()):
            assert isinstance(first[config.label], Initial), f"{config.label}: see “Migrations” in CONTRIBUTING.md"


def test_a_first_migration_refuses_to_alter_what_it_has_just_made() -> None:
    class Wrong(Initial):
        operations = (
            migrations.CreateModel("Thing", [("id", models.AutoField(primary_key=True))]),
            migrations.AddField("Thing", "name", models.TextField()),
        )

    with pytest.raises(TypeError, match="Add field name to Thing needs a migration of its own"):
        Wrong("0001_initial", "journal").apply(ProjectState(), connection.schema_editor())


@pytest.mark.django_db(transaction=True)
def test_a_first_migration_can_be_read_as_sql() -> None:
    said = io.StringIO()
    call_command("sqlmigrate", "site", "0001", stdout=said)
    assert 'CREATE TABLE "site_page"' in said.getvalue()
    assert 'CREATE TABLE "site_version"' in said.getvalue()
    said = io.StringIO()
    call_command("sqlmigrate", "journal", "0001", stdout=said)
    assert "-- Raw Python operation" in said.getvalue()
    assert "TRIGGER" not in said.getvalue()
