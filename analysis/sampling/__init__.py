"""Who answered, and for whom those who answered can speak."""
