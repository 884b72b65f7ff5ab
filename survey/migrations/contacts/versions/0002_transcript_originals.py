"""The files of interviews, encrypted, and the numbers that stand for names."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "transcript_original",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("file_digest", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=True),
        sa.Column("wave", sa.String(), nullable=True),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript_original")),
        sa.UniqueConstraint("study", "file_digest", name=op.f("uq_transcript_original_study_file_digest")),
    )
    op.create_index(
        op.f("ix_transcript_original_study_participant_id"), "transcript_original", ["study", "participant_id"]
    )
    op.create_table(
        "pseudonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bearer_digest", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonym")),
        sa.UniqueConstraint("study", "number", name=op.f("uq_pseudonym_study_number")),
        sa.UniqueConstraint("study", "bearer_digest", name=op.f("uq_pseudonym_study_bearer_digest")),
    )
    op.create_index(op.f("ix_pseudonym_study_participant_id"), "pseudonym", ["study", "participant_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_pseudonym_study_participant_id"), "pseudonym")
    op.drop_table("pseudonym")
    op.drop_index(op.f("ix_transcript_original_study_participant_id"), "transcript_original")
    op.drop_table("transcript_original")
