"""What others wrote, read as updates: each line placed, or told with its number."""
