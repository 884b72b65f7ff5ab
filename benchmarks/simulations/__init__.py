"""Simulated studies with a known truth: whether intervals cover it, how far estimates lie off, how often tests err."""
