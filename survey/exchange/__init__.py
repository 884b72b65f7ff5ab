"""The outside world: exports, and what spreadsheets do to texts."""
