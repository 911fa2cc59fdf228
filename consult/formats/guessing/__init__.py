"""A table that nobody prepared to a survey and a mapping: guesses, each in a module of its own."""
