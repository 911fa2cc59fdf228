"""One module a visual idea; values in, messages out."""
