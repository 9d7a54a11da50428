"""A page and its publisher's rules to an article."""
