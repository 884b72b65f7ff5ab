"""Limited tries are counted in the database, for all processes together."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "try_count",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("counts_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_try_count")),
    )
    op.create_index(op.f("ix_try_count_counts_until"), "try_count", ["counts_until"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_try_count_counts_until"), table_name="try_count")
    op.drop_table("try_count")
