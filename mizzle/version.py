"""The version, alone, for what must start fast."""

__version__ = "0.1.0"
