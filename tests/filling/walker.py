"""Fills a questionnaire in from its first page to the receipt, and holds each page against what the server decides."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from filling.answers import Said, asked_of, in_list_order, is_kept, said
from filling.hands import Hands

from survey.instrument.acceptance import broken_rule
from survey.instrument.definition import REFUSED, Question, Value
from survey.instrument.flow import Stop
from survey.instrument.places import Place
from survey.instrument.state import State
from survey.store import visits
from survey.store.submissions import SUBMITTED, Submission

MOST_PAGES = 1000
MOST_INSTANCES = 3
READ_ONLY = "only read"


@dataclass
class Walker:
    """One person at one link; ``follows`` says that a script shows at once what is asked on a page."""

    hands: Hands
    chance: random.Random
    follows: bool
    kept: dict[str, Value | None] = field(default_factory=dict)
    pages: int = 0

    def walk(self, link: str) -> Submission:
        """From the link to the receipt; what was kept in the end."""
        hands, token = self.hands, link.rpartition("/")[2]
        hands.open(link)
        if "accept" not in hands.acts():
            hands.press("language en")
        hands.press("accept")
        while "/page/" in hands.where():
            self.pages += 1
            assert self.pages < MOST_PAGES, hands.where()
            self._page(token)
            if "/practice" in hands.where():
                hands.press("skip")
        assert hands.where().endswith("/review"), (hands.where(), hands.words())
        self._compare(submission_of(token))
        hands.press("submit")
        done = submission_of(token)
        assert done.state == SUBMITTED, hands.words()
        return done

    def _page(self, token: str) -> None:
        before = submission_of(token)
        stop = stop_of(before, self.hands.where())
        if stop.page.another is not None:
            self._another(stop, before)
            return
        answers = self._fill(before)
        shown, followed = self.hands.shown(), self.hands.followed()
        self.hands.press("continue")
        self._hold(stop, shown, answers, submission_of(token), followed=followed)

    def _another(self, stop: Stop, before: Submission) -> None:
        count = before.flow.count(stop.page.name, stop.indices, before.filling())
        again = count < MOST_INSTANCES and self.chance.random() < 0.5
        self.hands.press(f"add {stop.key}" if again else "continue")

    def _fill(self, before: Submission) -> dict[str, Said]:
        """Answer what is shown, and what comes out while answering; what was said in the end of each."""
        answers: dict[str, Said] = {}
        state = before.filling("en")
        while True:
            waiting = [key for key in self.hands.shown() if key not in answers]
            asked = next(asked_of(state, waiting), None)
            if asked is None:
                return answers
            place, question = asked
            if not self.hands.can_be_answered(place.key):
                answers[place.key] = Said({}, None, READ_ONLY)
                continue
            if self._may_stay(question, place, before, state):  # the page is shown again
                known = before.document
                answers[place.key] = Said({}, known.answers.get(place.key), known.missing.get(place.key, ""))
                continue
            if before.document.typed.get(place.key) or place.key in before.document.answers:
                self.hands.clear(place.key)
            offered = self.hands.offered(place.key, ranked=question.type == "rank")
            told = said(question, place, offered, state, self.chance)
            if question.list_name and (not question.choice_filter or place.key in self.hands.followed()):
                assert set(offered) == {choice.name for choice in state.choices(place)}, place.key
            if told.typed:
                self.hands.fill(told.typed)
            answers[place.key] = told
            given = {key: value for key, value in state.answers.items() if key != place.key}
            value = {} if told.value is None else {place.key: in_list_order(question, told.value, state)}
            state = state.with_answers({**given, **value}, () if value else (place.key,))

    def _may_stay(self, question: Question, place: Place, before: Submission, state: State) -> bool:
        """Whether what was said of a question before still may stand."""
        known, key = before.document, place.key
        if key in known.missing:
            return known.missing[key] == REFUSED or not broken_rule(state, question, place, None)
        return key in known.answers and not broken_rule(state, question, place, known.answers[key])

    def _hold(
        self, stop: Stop, shown: list[str], answers: dict[str, Said], after: Submission, *, followed: set[str]
    ) -> None:
        """What was typed is what is kept; what was seen is what is asked; the page is not asked twice."""
        state, document, where = after.filling("en"), after.document, (stop.key, self.hands.words())
        asked = {place.key for place in after.flow.shown(stop, state)}
        is_followed = self.follows and not document.typed  # what is wrong counts for nothing until it is mended
        assert not is_followed or set(shown) == asked, (set(shown) ^ asked, where)
        if is_followed and not any(Place.of(key).name in after.flow.anew for key in asked - followed):
            assert not self.hands.where().endswith(f"/page/{stop.address}"), where
        for key, told in answers.items():
            if key not in asked or told.reason == READ_ONLY or key in document.typed:
                continue  # another answer of the page may have made one wrong
            place, question = next(asked_of(state, [key]))
            value = in_list_order(question, told.value, state)
            kept = document.answers.get(key)
            assert is_kept(question, kept, value), (key, kept, told, document.typed.get(key), where)
            if told.value is None:
                assert document.missing.get(key) == told.reason, (key, told, where)
            self.kept[place.key] = value

    def _compare(self, whole: Submission) -> None:
        """In the end nothing is lost: what is asked still has what was said of it."""
        state = whole.filling("en")
        for key, value in self.kept.items():
            place, question = next(asked_of(state, [key]))
            if whole.flow.is_asked(place, state) and not question.choice_filter:
                assert is_kept(question, whole.document.answers.get(key), value), key


def submission_of(token: str) -> Submission:
    """What is kept behind a link."""
    visit = visits.visit_by_token(token)
    assert visit is not None and visit.submission is not None
    return visit.submission


def stop_of(submission: Submission, where: str) -> Stop:
    """The page that an address shows."""
    stop = submission.flow.stop(where.partition("/page/")[2].partition("?")[0], submission.filling())
    assert stop is not None, where
    return stop
