"""`python -m oped` is the `oped` command."""

from oped.cli import main

main()
