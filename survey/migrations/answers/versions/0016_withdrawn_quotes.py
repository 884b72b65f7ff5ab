"""When somebody took back what may be quoted of an interview."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITH TIME ZONE"}


def upgrade() -> None:
    """Apply: nobody took anything back so far."""
    moment = MOMENT[op.get_bind().dialect.name]
    op.execute(
        f"ALTER TABLE transcript ADD COLUMN withdrawn_at {moment}"
        " CONSTRAINT ck_transcript_withdrawn_is_none CHECK (withdrawn_at IS NULL OR quote = 'none')"
    )


def downgrade() -> None:
    """Undo."""
    op.execute("ALTER TABLE transcript DROP COLUMN withdrawn_at")
