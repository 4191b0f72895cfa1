"""A document without any file format: blocks, inlines, and what differs between two of them."""
