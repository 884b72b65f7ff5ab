"""Corrections, links whose answers were erased, and notices as they were shown."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    moment = sa.DateTime(timezone=True)
    op.add_column("submission", sa.Column("corrected_at", moment, nullable=True))
    op.create_table(
        "submission_correction",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("revision_from", sa.Integer(), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("saved_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_correction_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", name=op.f("pk_submission_correction")),
    )
    op.create_table(
        "erased_link",
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("erased_at", moment, nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_erased_link_study_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_erased_link")),
    )
    op.create_table(
        "notice_version",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_agreed_at", moment, nullable=False),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_notice_version_whole_digest")),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_notice_version_study_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_notice_version")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("notice_version")
    op.drop_table("erased_link")
    op.drop_table("submission_correction")
    op.drop_column("submission", "corrected_at")
