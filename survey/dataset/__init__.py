"""Submissions as columns, with the codebook that explains them."""
