"""Files that people sent as answers, encrypted."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDICES = {
    "ix_attachment_study_participant_id_wave": ["study", "participant_id", "wave"],
    "ix_attachment_submission": ["submission"],
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("wave", sa.String(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("study", "name", name=op.f("uq_attachment_study_name")),
    )
    for name, columns in INDICES.items():
        op.create_index(op.f(name), "attachment", columns)
    op.create_table(
        "attachment_piece",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"], name=op.f("fk_attachment_piece_attachment_id")),
        sa.PrimaryKeyConstraint("attachment_id", "number", name=op.f("pk_attachment_piece")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("attachment_piece")
    for name in reversed(INDICES):
        op.drop_index(op.f(name), "attachment")
    op.drop_table("attachment")
