"""What comes back from editors: a Word file as one tree of paragraphs and words, and the base inside it."""
