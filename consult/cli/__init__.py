"""The command line: thin commands over `consult.service`."""
