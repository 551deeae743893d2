"""What each page shows: read, or known again."""
