"""Findings: what is wrong, and where in which text."""
