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
        sa.Column("ciphertext", sa.LargeBinary(), nullable=True),
        sa.Column("file_digest", sa.String(), nullable=False),
        sa.Column("previous_ciphertext", sa.LargeBinary(), nullable=True),
        sa.Column("previous_file_digest", sa.String(), nullable=True),
        sa.CheckConstraint(
            "ciphertext IS NOT NULL OR previous_ciphertext IS NOT NULL", name=op.f("ck_contact_field_holds_a_text")
        ),
        sa.CheckConstraint(
            "(previous_ciphertext IS NULL) = (previous_file_digest IS NULL)",
            name=op.f("ck_contact_field_previous_text_has_its_file"),
        ),
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
