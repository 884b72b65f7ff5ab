"""Scores of scales and how they are spread."""
