"""Results and the report made of them."""
