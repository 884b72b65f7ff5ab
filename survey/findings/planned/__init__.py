"""What the plan of a study asks for: each outcome and contrast estimated, with what a reader must know beside it."""
