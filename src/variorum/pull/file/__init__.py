"""What a file holds that comes back, and what in it is not as it was."""
