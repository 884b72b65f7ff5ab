"""How long a password may be: what the forms ask for and what the store accepts."""

SHORTEST = 12
LONGEST = 1024
"""A longer one would only cost the server time."""
