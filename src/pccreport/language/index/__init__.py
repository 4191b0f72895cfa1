"""Texts by their words, and the rows and patterns that are looked for in them."""
