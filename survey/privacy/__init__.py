"""Who may see what, and which figures can be shown without telling of anyone."""
