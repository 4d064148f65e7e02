"""Small worlds in SQL, drawn by seeds: every object absent or in one of some forms, so that changes meet that no case put together.

The strategies of mizzle.testing draw schemas of every kind and edit them here and there; what is here draws two states of the same
few objects, all of which have to do with each other. partitions.py: one table that comes, goes and stays among partitioned tables.
closure.py: types, functions, tables and views that stand on each other. renames.py: objects of every kind that get each other's names.
rights.py: owners, privileges and policies of what is made again. types.py: types that are made of each other, and what uses them.
"""
