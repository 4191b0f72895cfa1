"""The words of what contributors send."""
