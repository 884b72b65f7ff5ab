"""Pictures and recordings of published questionnaires, which nothing changes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PUBLISHED = "A published file is never changed: publish another one."


def refuse_changes_to_files() -> None:
    """The database itself keeps published files as they are."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER tr_published_file_{act.lower()} BEFORE {act} ON published_file "
                f"BEGIN SELECT RAISE(ABORT, '{PUBLISHED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_published_file_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{PUBLISHED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER tr_published_file_immutable BEFORE UPDATE OR DELETE ON published_file "
        "FOR EACH ROW EXECUTE FUNCTION refuse_published_file_change()"
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "published_file",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_published_file")),
    )
    refuse_changes_to_files()


def downgrade() -> None:
    """Undo."""
    op.drop_table("published_file")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_published_file_change()")
