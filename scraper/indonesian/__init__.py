"""Printed Indonesian: dates, bylines, names of persons, credits, datelines, boilerplate, and the words they share."""
