"""Directions given before the score is seen, first sights of scores, memos on what differs."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "direction",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("way IN ('worse', 'same', 'better')", name=op.f("ck_direction_known_way")),
        sa.CheckConstraint("version = 1 OR locked_at IS NOT NULL", name=op.f("ck_direction_corrections_are_locked")),
        sa.CheckConstraint("seen_at IS NULL OR locked_at IS NOT NULL", name=op.f("ck_direction_seen_when_locked")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_direction_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "scale", "coder", "version", name=op.f("pk_direction")),
    )
    op.create_table(
        "score_sight",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("researcher", sa.String(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_score_sight_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "researcher", name=op.f("pk_score_sight")),
    )
    op.create_table(
        "concordance_memo",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stood", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('expansion', 'measurement', 'context', 'error')", name=op.f("ck_concordance_memo_known_kind")
        ),
        sa.CheckConstraint("stood IN ('low', 'middle', 'high')", name=op.f("ck_concordance_memo_known_stand")),
        sa.CheckConstraint("way IN ('worse', 'same', 'better')", name=op.f("ck_concordance_memo_known_way")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_concordance_memo_says_something")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_concordance_memo_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "scale", "version", name=op.f("pk_concordance_memo")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("concordance_memo")
    op.drop_table("score_sight")
    op.drop_table("direction")
