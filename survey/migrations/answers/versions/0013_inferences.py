"""Inferences from numbers and words."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "inference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.CheckConstraint("subject IN ('theme', 'code')", name=op.f("ck_inference_known_subject")),
        sa.CheckConstraint("act IN ('written', 'confirmed')", name=op.f("ck_inference_known_act")),
        sa.CheckConstraint(
            "kind IN ('confirms', 'completes', 'expands', 'contradicts')", name=op.f("ck_inference_known_kind")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_inference_says_something")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_inference_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inference")),
        sa.UniqueConstraint(
            "study_id", "subject", "name", "version", name=op.f("uq_inference_study_id_subject_name_version")
        ),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("inference")
