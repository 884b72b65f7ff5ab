"""What may be names in interviews, found once for each text instead of at each look."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; the table fills as the queue of names is looked at."""
    op.create_table(
        "transcript_suspects",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcript.id"], name=op.f("fk_transcript_suspects_transcript_id")
        ),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("pk_transcript_suspects")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("transcript_suspects")
