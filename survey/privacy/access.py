"""Who may open which address: the one table of roles and endpoints. What is not listed is refused."""

from __future__ import annotations

from collections.abc import Mapping

NOBODY = ""
"""The role of somebody who is not signed in."""
STAFF = "staff"
RESEARCHER = "researcher"
ADMIN = "admin"
ROLES = (NOBODY, STAFF, RESEARCHER, ADMIN)

EVERYONE = frozenset(ROLES)
SIGNED_IN = frozenset({STAFF, RESEARCHER, ADMIN})
RESEARCHERS = frozenset({RESEARCHER})
ADMINS = frozenset({ADMIN})
# Words are answers: whoever manages accounts, register and links, and so may know who is who, reads none.
READERS = frozenset({STAFF, RESEARCHER})
LINK_KEEPERS = frozenset({RESEARCHER, ADMIN})

ALLOW = "allow"
SIGN_IN = "sign in"
HIDE = "hide"

CONCORDANCE = ("concordance", "concordance_table", "look", "directions", "direct", "correct", "memo", "write_memo")
"""Words against scores: whose of both somebody may see is said in survey/privacy/concordance.py."""

ENDPOINTS: Mapping[str, frozenset[str]] = {
    "static": EVERYONE,
    # A respondent is known by the token of the address alone; signing in opens none of it.
    "respond.home": EVERYONE,
    "respond.enter": EVERYONE,
    "respond.accessibility": EVERYONE,
    "respond.accessibility_language": EVERYONE,
    "respond.start": EVERYONE,
    "respond.choose_language": EVERYONE,
    "respond.notice": EVERYONE,
    "respond.decide": EVERYONE,
    "respond.declined": EVERYONE,
    "respond.change_mind": EVERYONE,
    "respond.resume": EVERYONE,
    "respond.keep": EVERYONE,
    "respond.kept": EVERYONE,
    "respond.page": EVERYONE,
    "respond.send": EVERYONE,
    "respond.review": EVERYONE,
    "respond.submit": EVERYONE,
    "respond.sent_file": EVERYONE,
    "respond.thumbnail": EVERYONE,
    "respond.practice": EVERYONE,
    "respond.practised": EVERYONE,
    "respond.media": EVERYONE,
    "respond.open_media": EVERYONE,
    "respond.received": EVERYONE,
    "respond.open_received": EVERYONE,
    # Each of these asks for the code of the receipt; by GET they lead back to where it is typed.
    "respond.scores": EVERYONE,
    "respond.download": EVERYONE,
    "respond.erase": EVERYONE,
    "respond.correct": EVERYONE,
    "respond.back_from_scores": EVERYONE,
    "respond.back_from_download": EVERYONE,
    "respond.back_from_erase": EVERYONE,
    "respond.back_from_correct": EVERYONE,
    "respond.withdrawal": EVERYONE,
    "respond.withdrawal_language": EVERYONE,
    "respond.open_start": EVERYONE,
    "respond.open_choose_language": EVERYONE,
    "respond.open_notice": EVERYONE,
    "respond.open_decide": EVERYONE,
    "respond.kiosk_still": EVERYONE,
    "respond.kiosk_over": EVERYONE,
    "respond.kiosk_finish": EVERYONE,
    "respond.elsewhere": EVERYONE,
    "account.sign_in": EVERYONE,
    "account.choose_language": EVERYONE,
    "account.sign_out": SIGNED_IN,
    "account.password": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "study.studies": SIGNED_IN,
    "study.study": SIGNED_IN,
    "study.set_wave": ADMINS,
    "study.switch_open_link": ADMINS,
    # Only who sees the exact counts may choose the moment of a release: it could be chosen around one person.
    "study.release": RESEARCHERS,
    "dashboard.dashboard": SIGNED_IN,
    "dashboard.figures": SIGNED_IN,
    "dashboard.picture": SIGNED_IN,
    "dashboard.table": SIGNED_IN,
    "dashboard.script": SIGNED_IN,
    "dashboard.results": SIGNED_IN,
    "dashboard.results_figures": SIGNED_IN,
    "dashboard.results_picture": SIGNED_IN,
    "dashboard.results_table": SIGNED_IN,
    "downloads.choose": RESEARCHERS,
    "downloads.download": RESEARCHERS,
    # Faces and voices name people: whoever may read answers fetches them one study at a time, each time logged.
    "downloads.sent_file": RESEARCHERS,
    # Which interviews are there for whom is said in survey/privacy/interview_view.py.
    "interviews.listed": READERS,
    "interviews.read": READERS,
    "interviews.found": READERS,
    "interviews.passages": RESEARCHERS,
    "interviews.release": RESEARCHERS,
    "interviews.withhold": RESEARCHERS,
    "interviews.choose": RESEARCHERS,
    "interviews.upload": RESEARCHERS,
    # Whose marks somebody may see is said in survey/privacy/coding_view.py.
    "coding.shown": RESEARCHERS,
    "coding.turn": RESEARCHERS,
    "coding.mark_of": RESEARCHERS,
    "coding.mark": RESEARCHERS,
    "coding.say": RESEARCHERS,
    "coding.unmark": RESEARCHERS,
    "coding.undo": RESEARCHERS,
    "coding.finish": RESEARCHERS,
    "coding.look": RESEARCHERS,
    "codebook.shown": RESEARCHERS,
    "codebook.new": RESEARCHERS,
    "codebook.add": RESEARCHERS,
    "codebook.choose": RESEARCHERS,
    "codebook.change": RESEARCHERS,
    "codebook.move": RESEARCHERS,
    "codebook.merge": RESEARCHERS,
    "codebook.remove": RESEARCHERS,
    "codebook.agreement": RESEARCHERS,
    "codebook.agreement_table": RESEARCHERS,
    "codebook.apart": RESEARCHERS,
    "codebook.again": RESEARCHERS,
    "codebook.begin_again": RESEARCHERS,
    "codebook.consensus": RESEARCHERS,
    "codebook.agree": RESEARCHERS,
    "codebook.agree_alike": RESEARCHERS,
    "codebook.agree_other": RESEARCHERS,
    "codebook.disagree": RESEARCHERS,
    "codebook.finish_consensus": RESEARCHERS,
    "exchange.offered": RESEARCHERS,
    "exchange.download": RESEARCHERS,
    "exchange.bring": RESEARCHERS,
    # Words beside figures: whose marks somebody may see is said in survey/privacy/coding_view.py.
    "joint.shown": RESEARCHERS,
    "joint.matrix": RESEARCHERS,
    "joint.inference": RESEARCHERS,
    "joint.write": RESEARCHERS,
    "joint.confirm": RESEARCHERS,
    "joint.passports": RESEARCHERS,
    "joint.passport": RESEARCHERS,
    "joint.decide": RESEARCHERS,
    "joint.coverage": RESEARCHERS,
    # By participant id, never a name; each look is logged.
    "joint.candidates": RESEARCHERS,
    "joint.candidates_table": RESEARCHERS,
    **dict.fromkeys((f"joint.{name}" for name in ("slopes", "slope", "slope_picture", "slope_paper")), RESEARCHERS),
    **dict.fromkeys((f"joint.{name}" for name in CONCORDANCE), RESEARCHERS),
    "joint.quote": RESEARCHERS,
    "interviews.whose": RESEARCHERS,
    # Open answers are never released: survey/privacy/answers_view.py says beside which of them thirds may stand.
    "open_answers.listed": RESEARCHERS,
    "open_answers.bring_in": RESEARCHERS,
    "open_answers.shown": RESEARCHERS,
    "open_answers.mark": RESEARCHERS,
    "interviews.move": RESEARCHERS,
    "interviews.speakers": RESEARCHERS,
    "interviews.state": RESEARCHERS,
    **dict.fromkeys(
        (f"names.{name}" for name in ("queue", "known", "preview", "decide", "replace", "take_off")), RESEARCHERS
    ),
}
OF_A_PREVIEW: frozenset[str] = frozenset(
    f"preview.{name}"
    for name in (
        "overview",
        "begin",
        "begin_again",
        "problems",
        "state",
        "comments",
        "comment",
        "comments_csv",
        "enter",
    )
)
"""What `jalon preview` adds, which has no accounts; an installation has none of these addresses."""


def decision(endpoint: str, role: str) -> str:
    """Whether ``role`` may open ``endpoint``: allow it, ask to sign in, or answer that there is no such page."""
    allowed = EVERYONE if endpoint in OF_A_PREVIEW else ENDPOINTS.get(endpoint, frozenset())
    if role in allowed:
        return ALLOW
    return SIGN_IN if allowed and role == NOBODY else HIDE


def sees_exact_counts(role: str) -> bool:
    """Whether the participant flow is shown as it is, without protection."""
    return role in RESEARCHERS


def audience(role: str) -> str:
    """Whose figures a dashboard shows: researchers see those of now, everybody else those that were released."""
    return RESEARCHER if role in RESEARCHERS else STAFF


def sees_open_link(role: str) -> bool:
    """Whether the address of the open link is shown."""
    return role in LINK_KEEPERS
