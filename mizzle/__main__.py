"""`python -m mizzle`."""

from mizzle.cli import main

main()
