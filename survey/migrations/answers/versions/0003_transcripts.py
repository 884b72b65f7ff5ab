"""Interviews, their turns, what was mended in them, the words they are found by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "transcript",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("link", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("file_digest", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_by", sa.String(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quote IN ('none', 'team', 'partner', 'public')", name=op.f("ck_transcript_known_quote")),
        sa.CheckConstraint("participant_id IS NOT NULL OR NOT link", name=op.f("ck_transcript_linked_has_participant")),
        sa.CheckConstraint("(read_by IS NULL) = (released_at IS NULL)", name=op.f("ck_transcript_released_was_read")),
        sa.CheckConstraint("released_at IS NULL OR quote <> 'none'", name=op.f("ck_transcript_released_may_be_quoted")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_transcript_study_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_transcript_participant_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_transcript_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcript")),
        sa.UniqueConstraint("study_id", "number", name=op.f("uq_transcript_study_id_number")),
        sa.UniqueConstraint("study_id", "file_digest", name=op.f("uq_transcript_study_id_file_digest")),
    )
    op.create_index(op.f("ix_transcript_participant_id"), "transcript", ["participant_id"])
    op.create_table(
        "turn",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("role IN ('respondent', 'interviewer', 'other', '')", name=op.f("ck_turn_known_role")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_turn_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "position", name=op.f("pk_turn")),
    )
    op.create_table(
        "transcript_repair",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_transcript_repair_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "position", name=op.f("pk_transcript_repair")),
    )
    op.create_table(
        "transcript_term",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_transcript_term_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "term", name=op.f("pk_transcript_term")),
    )


def downgrade() -> None:
    """Undo."""
    for name in ("transcript_term", "transcript_repair", "turn"):
        op.drop_table(name)
    op.drop_index(op.f("ix_transcript_participant_id"), "transcript")
    op.drop_table("transcript")
