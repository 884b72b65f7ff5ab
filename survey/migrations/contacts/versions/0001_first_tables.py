"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "contact_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.Column("file_digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_field")),
        sa.UniqueConstraint("study", "participant_id", "name", name=op.f("uq_contact_field_study_participant_id_name")),
    )
    with op.batch_alter_table("contact_field", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_field_study_file_digest"), ["study", "file_digest"], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("contact_field", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_field_study_file_digest"))

    op.drop_table("contact_field")
