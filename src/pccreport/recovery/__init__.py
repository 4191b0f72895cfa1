"""Explanations of YAML syntax errors, and parsing beyond them."""
