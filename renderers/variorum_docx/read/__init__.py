"""Reading back: what a reader perceives in a finished Word file."""
