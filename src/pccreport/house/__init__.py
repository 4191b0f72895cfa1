"""The house format: how one panel wants its report worded and set. Data, never code."""
