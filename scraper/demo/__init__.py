"""The newspaper of `scrape demo`: invented stories, served on this machine."""
