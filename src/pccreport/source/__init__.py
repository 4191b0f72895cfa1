"""What was written and where: texts, places, findings, YAML, files."""
