"""The differences between two reports, in an officer's words."""
