"""Plans as they were locked, which nothing changes."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LOCKED = "A locked plan is never changed: lock the new one too."


def refuse_changes_to_locks() -> None:
    """The database itself keeps locked plans as they are."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER tr_plan_lock_{act.lower()} BEFORE {act} ON plan_lock "
                f"BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_plan_lock_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER tr_plan_lock_immutable BEFORE UPDATE OR DELETE ON plan_lock "
        "FOR EACH ROW EXECUTE FUNCTION refuse_plan_lock_change()"
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "plan_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_by", sa.String(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_plan_lock_whole_digest")),
        sa.CheckConstraint("locked_by <> ''", name=op.f("ck_plan_lock_says_who")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_plan_lock_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_lock")),
    )
    op.create_index(op.f("ix_plan_lock_study_id"), "plan_lock", ["study_id"], unique=False)
    refuse_changes_to_locks()


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_plan_lock_study_id"), "plan_lock")
    op.drop_table("plan_lock")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_plan_lock_change()")
