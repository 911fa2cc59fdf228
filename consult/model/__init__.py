"""The nouns of a consultation. Standard library only; frozen; no input, output or clock."""
