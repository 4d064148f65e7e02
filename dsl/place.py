"""Where in the user's file something was declared, for messages."""

from mizzle.model.place import here

__all__ = ["here"]
