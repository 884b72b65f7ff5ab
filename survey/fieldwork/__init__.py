"""Who is asked, when and how."""
