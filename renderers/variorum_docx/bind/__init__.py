"""Binding: sheets and matter as one Word package."""
