"""What a questionnaire says: pure rules, no web, no database."""
