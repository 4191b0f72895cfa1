"""A report as a document: blocks and inlines, without any file format."""
