"""What a language brings to a report: its words for months, ordinals and numbers."""
