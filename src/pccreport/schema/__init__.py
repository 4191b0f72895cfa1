"""The schema of each kind of file, and the findings for what does not conform to it."""
