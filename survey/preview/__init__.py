"""A questionnaire as its respondents will see it, while it is being written; and what testers say of it."""
