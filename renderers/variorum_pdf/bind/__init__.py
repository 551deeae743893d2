"""Binding: painted sheets as a book, with folios, running heads, tags and bookmarks."""
