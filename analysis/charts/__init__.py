"""One chart per file: what it draws, its table and its finding, from one object and without a language."""
