"""Readings: what was understood of each capture, and what all of them together say of an article over time."""
