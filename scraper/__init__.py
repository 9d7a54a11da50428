"""Reads, keeps and asks Indonesian regional news."""
