"""What was written: files, their characters, YAML."""
