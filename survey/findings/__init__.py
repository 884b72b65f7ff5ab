"""Findings: a study's answers, its plan and its interviews become figures, in a process of their own."""
