"""One chart per file: what of the material goes into it, and what of that may be shown."""
