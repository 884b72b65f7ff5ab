"""Interviews: reading the transcripts that transcribers and machines deliver."""
