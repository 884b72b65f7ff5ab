"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


IMMUTABLE = "A published questionnaire is never changed: publish a new version."


def refuse_changes_to_questionnaires() -> None:
    """The database itself keeps published questionnaires as they are."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER tr_questionnaire_version_{act.lower()} BEFORE {act} ON questionnaire_version "
                f"BEGIN SELECT RAISE(ABORT, '{IMMUTABLE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_questionnaire_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{IMMUTABLE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER tr_questionnaire_version_immutable BEFORE UPDATE OR DELETE ON questionnaire_version "
        "FOR EACH ROW EXECUTE FUNCTION refuse_questionnaire_change()"
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("session_serial", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('admin', 'researcher', 'staff')", name=op.f("ck_account_known_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("study", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "questionnaire_version",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_questionnaire_version")),
    )
    op.create_table(
        "study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("definition_digest", sa.String(), nullable=False),
        sa.Column("open_link", sa.Boolean(), nullable=False),
        sa.Column("open_link_serial", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
        sa.UniqueConstraint("name", name=op.f("uq_study_name")),
    )
    op.create_table(
        "register_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("file_digest", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "finished_at IS NULL OR given_up_at IS NULL", name=op.f("ck_register_import_finished_or_given_up")
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_register_import_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_import")),
        sa.UniqueConstraint("study_id", "file_digest", name=op.f("uq_register_import_study_id_file_digest")),
    )
    op.create_table(
        "wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("questionnaire_digest", sa.String(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "closes_at IS NULL OR opens_at IS NULL OR closes_at >= opens_at", name=op.f("ck_wave_opens_before_closing")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_digest"], ["questionnaire_version.digest"], name=op.f("fk_wave_questionnaire_digest")
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_wave_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("study_id", "name", name=op.f("uq_wave_study_id_name")),
    )
    op.create_table(
        "flow_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minimum_cell", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.CheckConstraint("origin IN ('register', 'open')", name=op.f("ck_flow_release_known_origin")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_flow_release_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flow_release")),
    )
    with op.batch_alter_table("flow_release", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_flow_release_wave_id_origin_released_at"), ["wave_id", "origin", "released_at"], unique=False
        )

    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("arm", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("event", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("household", sa.String(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("entry_date", sa.Date(), nullable=True),
        sa.Column("support_start", sa.Date(), nullable=True),
        sa.Column("support_end", sa.Date(), nullable=True),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("register_import_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("origin IN ('register', 'open')", name=op.f("ck_participant_known_origin")),
        sa.ForeignKeyConstraint(
            ["register_import_id"], ["register_import.id"], name=op.f("fk_participant_register_import_id")
        ),
        sa.ForeignKeyConstraint(["study_id"], ["study.id"], name=op.f("fk_participant_study_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint("study_id", "participant_id", name=op.f("uq_participant_study_id_participant_id")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_invitation_participant_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_invitation_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("participant_id", "wave_id", name=op.f("uq_invitation_participant_id_wave_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_wave_id"), ["wave_id"], unique=False)

    op.create_table(
        "refusal",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_refusal_participant_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_refusal_wave_id")),
        sa.PrimaryKeyConstraint("participant_id", "wave_id", name=op.f("pk_refusal")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_digest", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("notice_digest", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submit_key_digest", sa.String(), nullable=True),
        sa.Column("receipt_digest", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(state = 'submitted') = (receipt_digest IS NOT NULL)", name=op.f("ck_submission_submitted_has_receipt")
        ),
        sa.CheckConstraint(
            "(state = 'submitted') = (submit_key_digest IS NOT NULL)", name=op.f("ck_submission_submitted_has_key")
        ),
        sa.CheckConstraint(
            "(state = 'submitted') = (submitted_at IS NOT NULL)", name=op.f("ck_submission_submitted_has_time")
        ),
        sa.CheckConstraint("state IN ('started', 'submitted')", name=op.f("ck_submission_known_state")),
        sa.ForeignKeyConstraint(["participant_id"], ["participant.id"], name=op.f("fk_submission_participant_id")),
        sa.ForeignKeyConstraint(
            ["questionnaire_digest"], ["questionnaire_version.digest"], name=op.f("fk_submission_questionnaire_digest")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_submission_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("participant_id", "wave_id", name=op.f("uq_submission_participant_id_wave_id")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_wave_id_state"), ["wave_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_submission_wave_id_questionnaire_digest"), ["wave_id", "questionnaire_digest"], unique=False
        )

    op.create_table(
        "submission_revision",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_revision_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "revision", name=op.f("pk_submission_revision")),
    )
    refuse_changes_to_questionnaires()


def downgrade() -> None:
    """Undo."""
    op.drop_table("submission_revision")
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_wave_id_questionnaire_digest"))
        batch_op.drop_index(batch_op.f("ix_submission_wave_id_state"))

    op.drop_table("submission")
    op.drop_table("refusal")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_wave_id"))

    op.drop_table("invitation")
    op.drop_table("participant")
    with op.batch_alter_table("flow_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_flow_release_wave_id_origin_released_at"))

    op.drop_table("flow_release")
    op.drop_table("wave")
    op.drop_table("register_import")
    op.drop_table("study")
    op.drop_table("questionnaire_version")
    op.drop_table("audit_entry")
    op.drop_table("account")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_questionnaire_change()")
