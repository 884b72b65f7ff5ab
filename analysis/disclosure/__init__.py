"""What may be shown so that no figure, and no difference of figures, tells of a few people."""
