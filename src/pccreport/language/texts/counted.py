"""Counts with their noun: "1 update", "1,200 updates"."""


def counted(number: int, noun: str) -> str:
    """Return a number and a noun whose plural ends in s: "2 updates", "2 priorities"."""
    if number == 1:
        return f"{number:,} {noun}"
    is_y = noun[-1:] == "y" and noun[-2:-1] not in "aeiou"
    return f"{number:,} {noun[:-1]}ies" if is_y else f"{number:,} {noun}s"
