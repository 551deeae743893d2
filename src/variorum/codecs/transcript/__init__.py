"""Transcripts: plain text in an edition's own conventions, read into the model and written from it."""
