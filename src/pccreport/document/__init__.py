"""A document without any file format: blocks and inlines."""
