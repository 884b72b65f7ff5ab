"""Turns by who speaks."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS = ["transcript_id", "role", "speaker", "position"]


def upgrade() -> None:
    """Apply."""
    op.create_index(op.f("ix_turn_transcript_id_role_speaker_position"), "turn", COLUMNS)


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_turn_transcript_id_role_speaker_position"), "turn")
