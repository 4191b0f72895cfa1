"""What two reports do not have in common, told as an officer would tell it."""
