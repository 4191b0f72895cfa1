"""Documents from what is known: what each says, and in which order."""
