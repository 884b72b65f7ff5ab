"""Expressions that failed while somebody answered are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "expression_failure",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('relevant', 'required', 'constraint')", name=op.f("ck_expression_failure_known_kind")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_expression_failure_counts_something")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_expression_failure_wave_id")),
        sa.ForeignKeyConstraint(
            ["questionnaire_digest"],
            ["questionnaire_version.digest"],
            name=op.f("fk_expression_failure_questionnaire_digest"),
        ),
        sa.PrimaryKeyConstraint("wave_id", "questionnaire_digest", "name", "kind", name=op.f("pk_expression_failure")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("expression_failure")
