"""Coded interviews as files for other programs: projects, codebooks, tables of quotes, texts to count words in."""
