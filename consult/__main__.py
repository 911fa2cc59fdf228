"""`python -m consult`: the same as the `consult` command."""

from consult.cli.main import main

main()
