"""The Word writer, and the checks of what it wrote."""
