"""The words and word lists of a language, and what can be found in a text with them."""
