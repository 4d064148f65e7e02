"""PostgreSQL tables declared in Python, and databases brought there by the smallest safe plan."""

__version__ = "0.1.0"
