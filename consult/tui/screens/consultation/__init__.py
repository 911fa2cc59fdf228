"""The consultation at a glance, and what it leads to."""
