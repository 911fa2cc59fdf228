"""A table of answers as it lies in a file, to a header and rows of text."""
