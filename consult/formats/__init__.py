"""The outside world to the model and back: survey files, mappings, tables of answers."""
