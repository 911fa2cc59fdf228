"""What the tables of single form tools have of their own."""
