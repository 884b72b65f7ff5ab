"""What answers mean: columns in, Estimates and Findings out; no web, no database, no prose."""
