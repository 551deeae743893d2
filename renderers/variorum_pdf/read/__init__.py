"""Reading back: what a reader perceives in a finished PDF."""
