"""Run migrations of the accounts database inside the application (Flask-Migrate)."""

from alembic import context
from flask import current_app

migrate = current_app.extensions["migrate"]

# Online only, on the application's own connection settings. Alembic's logging stays
# as the server has set it up: no fileConfig here.
with migrate.db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=migrate.db.metadata,
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
