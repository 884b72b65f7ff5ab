"""REFI-QDA, the format by which programs for coding exchange projects (.qdpx) and codebooks (.qdc)."""
