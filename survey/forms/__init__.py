"""How a questionnaire is asked: the form of one page, one field per question type."""
