"""Painting: page boxes as PDF whose marked content is numbered and tagged."""
