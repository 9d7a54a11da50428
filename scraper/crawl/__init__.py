"""A crawl: what to look for, when, how politely, and what became of it."""
