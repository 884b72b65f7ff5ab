"""A specification laid out for one width: where every bar, sign and line of text stands."""
