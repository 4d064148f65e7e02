"""Queries → text + parameters."""
