"""Runs the migrations of the answers database on the connection that upgrade holds."""

from alembic import context

from survey.store.tables import AnswersBase

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=AnswersBase.metadata, render_as_batch=True)
context.run_migrations()
