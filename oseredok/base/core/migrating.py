"""First migrations that take seconds, not half a minute.

Django draws every related model anew for each `CreateModel`, so that the state before it stays as it was: with a hundred
models that refer to each other, it is nearly all the time that an empty database takes. A first migration only creates, and
asks for no state before: its models are drawn once, beside those that are there.

    class Migration(migrating.Initial):
        dependencies = [("places", "0001_initial")]
        operations = [migrations.CreateModel(...), migrations.CreateModel(...), migrations.RunPython(load, noop)]
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Initial(migrations.Migration):
    """A migration whose operations all see the state that it ends with.

    True only of `CreateModel`, `RunPython` and `RunSQL`: what alters a table needs the state before it, and is an ordinary
    migration (`TypeError` otherwise). Two of its models may refer to each other.
    """

    initial = True
    may: ClassVar[tuple[type[Operation], ...]] = (migrations.CreateModel, migrations.RunPython, migrations.RunSQL)

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        if strangers := [operation for operation in self.operations if not isinstance(operation, self.may)]:
            raise TypeError(f"{self}: {strangers[0].describe()} needs a migration of its own")
        drawn, known = project_state.__dict__.pop("apps", None), set(project_state.models)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        if drawn is not None:  # else Django draws everything when somebody asks
            drawn.render_multiple([state for key, state in project_state.models.items() if key not in known])
            project_state.__dict__["apps"] = drawn
        for operation in self.operations:
            if collect_sql:
                schema_editor.collected_sql.append(f"-- {operation.describe()}")
                if not operation.reduces_to_sql:
                    continue
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
