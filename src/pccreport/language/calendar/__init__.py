"""Dates, whether they are over, and working days."""
