"""The queue's table is the library's own; what our pages ask of it has no index there."""

from django.db import migrations

TABLE = "django_tasks_database_dbtaskresult"
INDEXES = {"jobs_queue_by_state": "status, enqueued_at", "jobs_queue_by_task": "task_path, status"}


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0001_initial'),
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
    ]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {TABLE} ({columns})", f"DROP INDEX {name}")
        for name, columns in INDEXES.items()
    ]
