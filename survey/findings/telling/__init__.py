"""Figures in words: titles, sentences, headings and reasons, in one language at a time."""
