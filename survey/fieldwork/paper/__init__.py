"""Questionnaires on paper: what is printed, in which order, with conditions in words."""
