"""The terminal app: screens and widgets over `consult.service`."""
