"""Runs the migrations of the contacts database on the connection that upgrade holds."""

from alembic import context

from survey.store.tables import ContactsBase

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=ContactsBase.metadata, render_as_batch=True)
context.run_migrations()
