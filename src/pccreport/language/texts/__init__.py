"""Words, figures and sentences, and how two texts differ."""
