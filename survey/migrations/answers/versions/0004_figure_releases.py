"""Figures as released to staff."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "figure_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minimum_cell", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_figure_release_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_release")),
    )
    op.create_index(
        op.f("ix_figure_release_study_id_released_at"), "figure_release", ["study_id", "released_at"], unique=False
    )
    op.create_table(
        "figure_release_base",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("charts", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["figure_release.id"], name=op.f("fk_figure_release_base_release_id")),
        sa.PrimaryKeyConstraint("release_id", "base", name=op.f("pk_figure_release_base")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("figure_release_base")
    op.drop_index(op.f("ix_figure_release_study_id_released_at"), "figure_release")
    op.drop_table("figure_release")
