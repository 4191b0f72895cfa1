"""Counts with their noun, “1 update”, “1,200 updates”, texts in quotation marks, and lists of words."""


def counted(number: int, noun: str) -> str:
    """Return a number and a noun whose plural ends in s: "2 updates", "2 priorities"."""
    if number == 1:
        return f"{number:,} {noun}"
    is_y = noun[-1:] == "y" and noun[-2:-1] not in "aeiou"
    return f"{number:,} {noun[:-1]}ies" if is_y else f"{number:,} {noun}s"


def join_words(*words: str, last: str = "and") -> str:
    """Return words with commas between them, and "and" or "or" before the last."""
    *rest, end = words
    return f"{', '.join(rest)} {last} {end}" if rest else end


def quote(text: str, most: int = 60) -> str:
    """Return a text in quotation marks, or as many of its first characters."""
    return f"“{text}”" if len(text) <= most else f"“{text[:most].rstrip()}…”"
