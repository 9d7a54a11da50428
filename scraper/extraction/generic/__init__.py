"""Reading a page without rules of its own: what a well-kept page prints and says of itself, field by field."""
