"""The responses of a survey as a list: what stands in a line, sorting, filtering, searching."""
