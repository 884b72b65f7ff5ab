"""One scale of mood, for tests of what a person is told of their own scores."""

from __future__ import annotations

from survey.instrument.definition import Choice, Language, Question, Questionnaire, Scale


def mood(items: tuple[str, ...], scale: Scale, *, options: int) -> Questionnaire:
    """Questions answered from 0 to one less than ``options``, and a scale of them."""
    return Questionnaire(
        form_id="mood",
        form_title={"fr": "Humeur"},
        version="1",
        default_language="fr",
        languages=(Language("fr", "Français (fr)"),),
        survey=tuple(Question("select_one", name, {"fr": name}, list_name="often") for name in items),
        choices={"often": tuple(Choice(str(number), {"fr": f"Réponse {number}"}) for number in range(options))},
        scales=(scale,),
    )
