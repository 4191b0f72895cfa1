"""Files, their characters and lines, and YAML parsed into nodes."""
