"""Lays out documents: what they contain, and in which order."""
