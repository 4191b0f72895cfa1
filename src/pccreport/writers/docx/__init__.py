"""The Word writer: a `Document` as a .docx, and a look at what came out."""
