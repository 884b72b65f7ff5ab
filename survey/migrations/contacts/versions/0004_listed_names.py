"""Names of other people, of places and of organisations, encrypted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "listed_name",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("name_digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("everywhere", sa.Boolean(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('person', 'place', 'organisation', 'other', 'no_name')",
            name=op.f("ck_listed_name_known_kind"),
        ),
        sa.CheckConstraint("(kind = 'no_name') = (number IS NULL)", name=op.f("ck_listed_name_name_has_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_name")),
        sa.UniqueConstraint("study", "name_digest", name=op.f("uq_listed_name_study_name_digest")),
    )
    op.create_index(op.f("ix_listed_name_study_kind_number"), "listed_name", ["study", "kind", "number"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_listed_name_study_kind_number"), "listed_name")
    op.drop_table("listed_name")
