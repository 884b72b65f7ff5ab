"""What is kept: the only writers of the databases."""
