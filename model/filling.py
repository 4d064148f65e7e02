"""What the statement that fills in a column says of itself (compiler/expanding.py): to whoever watches, and who finds it cut off."""

FILLING = "filling in"  # its notices begin so
REPEATABLE = "-- fills in a column by short transactions; may be run again"
