"""Print the Alembic operations that lead from the newest migration to the tables of model/.

A draft to read, name the constraints in, and save as register/migrations/versions/NNNN_why.py.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlmodel.sql.sqltypes import AutoString

from wagamachi_cli.register.migrating import shipped


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    return "sa.Text()" if kind == "type" and isinstance(item, AutoString) else False


def main() -> None:
    """Climb every step in an empty database, compare it with the tables and print what is missing."""
    schema = shipped()
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"user_module_prefix": "sa."})
        with Operations.context(context):
            for step in reversed(list(ScriptDirectory(str(schema.steps)).walk_revisions())):
                step.module.upgrade()
        upgrade = produce_migrations(context, schema.metadata).upgrade_ops
        assert upgrade is not None
        print(render_python_code(upgrade, render_item=_render))


if __name__ == "__main__":
    main()
