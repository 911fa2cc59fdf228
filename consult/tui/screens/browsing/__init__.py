"""Finding, reading, reviewing and correcting responses."""
