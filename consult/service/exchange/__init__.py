"""Tables of answers, in and out."""
