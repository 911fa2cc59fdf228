"""Results to pictures; the only matplotlib."""
