"""What was meant where a file cannot be read as YAML: each mistake in words, and the file read on."""
