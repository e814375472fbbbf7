"""Text to model: reading, checking and printing policy files."""
