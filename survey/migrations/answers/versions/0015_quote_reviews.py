"""Decisions about quotes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "quote_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("coding_guid", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision IN ('released', 'kept_back')", name=op.f("ck_quote_review_known_decision")),
        sa.CheckConstraint("quote IN ('none', 'team', 'partner', 'public')", name=op.f("ck_quote_review_known_quote")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_quote_review_whole_digest")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_quote_review_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_review")),
        sa.UniqueConstraint(
            "transcript_id", "coding_guid", "version", name=op.f("uq_quote_review_transcript_id_coding_guid_version")
        ),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("quote_review")
