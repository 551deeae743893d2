"""Publish documentary editions in print, as e-books and as Word manuscripts, and prove them whole."""

__version__ = "0.1.0"
