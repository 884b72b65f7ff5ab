"""Open answers as sources to be coded: what kind of source it is, of which question, and whose answer a turn is."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# Each constraint stands in the column it comes with: both databases add them so, and SQLite copies no table for it.
TRANSCRIPT = (
    "kind VARCHAR DEFAULT 'interview' NOT NULL"
    " CONSTRAINT ck_transcript_known_kind CHECK (kind IN ('interview', 'answers'))",
    "question VARCHAR"
    " CONSTRAINT ck_transcript_answers_have_question CHECK ((kind = 'answers') = (question IS NOT NULL))",
    "numbered_to INTEGER CONSTRAINT ck_transcript_answers_below_zero CHECK ((kind = 'answers') = (number < 0))",
)
TURN = (
    "submission_id INTEGER CONSTRAINT fk_turn_submission_id REFERENCES submission (id)",
    "place VARCHAR",
    "language VARCHAR",
)
PARTS = (
    "turn",
    "transcript_repair",
    "transcript_term",
    "coding",
    "coding_act",
    "coding_round",
    "text_version",
)
ROLES = "role IN ('respondent', 'interviewer', 'other', '')"


def upgrade() -> None:
    """Apply."""
    for name, columns in (("transcript", TRANSCRIPT), ("turn", TURN)):
        for column in columns:
            op.execute(f"ALTER TABLE {name} ADD COLUMN {column}")
    op.create_index(op.f("ix_turn_submission_id"), "turn", ["submission_id"])


def downgrade() -> None:
    """Undo: what was made of open answers goes, the answers themselves stay."""
    for part in PARTS:
        op.execute(f"DELETE FROM {part} WHERE transcript_id IN (SELECT id FROM transcript WHERE kind = 'answers')")
    op.execute("DELETE FROM transcript WHERE kind = 'answers'")
    op.drop_index(op.f("ix_turn_submission_id"), "turn")
    known_role = sa.CheckConstraint(ROLES, name=op.f("ck_turn_known_role"))
    with op.batch_alter_table("turn", table_args=(known_role,)) as turn:
        for column in ("submission_id", "place", "language"):
            turn.drop_column(column)
    for column in ("numbered_to", "question", "kind"):
        op.execute(f"ALTER TABLE transcript DROP COLUMN {column}")
