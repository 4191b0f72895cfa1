"""The house format: how one panel wants its report said and set. Data, never code."""
