"""A report as a document: what stands where, without knowing any file format."""
