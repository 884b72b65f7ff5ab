"""The demonstration: fictional registers and interviews, and what brings them into an empty installation."""
