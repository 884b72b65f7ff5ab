"""How many turns each role and speaker has, counted once instead of at each search."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply, and count what is there."""
    op.create_table(
        "speaker_turns",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_speaker_turns_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "role", "speaker", name=op.f("pk_speaker_turns")),
    )
    op.execute(
        "INSERT INTO speaker_turns (transcript_id, role, speaker, turns)"
        " SELECT transcript_id, role, speaker, count(*) FROM turn GROUP BY transcript_id, role, speaker"
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("speaker_turns")
