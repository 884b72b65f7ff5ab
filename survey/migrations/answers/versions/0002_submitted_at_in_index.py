"""The time of submission joins the index of submissions by state, so that a data version is read from it alone."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = "submission"


def upgrade() -> None:
    """Put the longer index in the place of the shorter one."""
    op.create_index("ix_submission_wave_id_state_submitted_at", TABLE, ["wave_id", "state", "submitted_at"])
    op.drop_index("ix_submission_wave_id_state", TABLE)


def downgrade() -> None:
    """Undo."""
    op.create_index("ix_submission_wave_id_state", TABLE, ["wave_id", "state"])
    op.drop_index("ix_submission_wave_id_state_submitted_at", TABLE)
