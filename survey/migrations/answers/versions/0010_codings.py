"""Codebooks, codings, rounds of coding, versions of texts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("include", sa.Text(), nullable=False),
        sa.Column("exclude", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), nullable=False),
        sa.Column("is_category", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_code_has_name")),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_code_not_its_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["code.id"], name=op.f("fk_code_parent_id")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_code_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint("study_id", "guid", name=op.f("uq_code_study_id_guid")),
    )
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("first_turn", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("last_turn", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("is_key", sa.Boolean(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.CheckConstraint(
            "first_turn < last_turn OR (first_turn = last_turn AND starts_at < ends_at)",
            name=op.f("ck_coding_holds_something"),
        ),
        sa.CheckConstraint("layer IN ('first', 'again', 'consensus')", name=op.f("ck_coding_known_layer")),
        sa.CheckConstraint("weight BETWEEN -2 AND 2", name=op.f("ck_coding_weight_in_range")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_coding_code_id")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_coding_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("transcript_id", "guid", name=op.f("uq_coding_transcript_id_guid")),
    )
    op.create_index(op.f("ix_coding_code_id"), "coding", ["code_id"])
    op.create_index(op.f("ix_coding_transcript_id_coder_layer"), "coding", ["transcript_id", "coder", "layer"])
    op.create_table(
        "coding_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("coding_guid", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_coding_act_transcript_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding_act")),
    )
    op.create_index(op.f("ix_coding_act_transcript_id_coder_layer"), "coding_act", ["transcript_id", "coder", "layer"])
    op.create_table(
        "coding_round",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("turns", sa.Text(), nullable=True),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("done_at", moment, nullable=True),
        sa.CheckConstraint(
            "layer IN ('first', 'again', 'consensus', 'reader')", name=op.f("ck_coding_round_known_layer")
        ),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_coding_round_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "coder", "layer", name=op.f("pk_coding_round")),
    )
    op.create_table(
        "text_version",
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", moment, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_text_version_whole_digest")),
        sa.ForeignKeyConstraint(["transcript_id"], ["transcript.id"], name=op.f("fk_text_version_transcript_id")),
        sa.PrimaryKeyConstraint("transcript_id", "version", name=op.f("pk_text_version")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("text_version")
    op.drop_table("coding_round")
    op.drop_table("coding_act")
    op.drop_table("coding")
    op.drop_table("code")
