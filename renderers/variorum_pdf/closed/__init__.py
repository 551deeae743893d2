"""What of a finished PDF nobody knows: all that is not as edition and style have it."""
