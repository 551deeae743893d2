"""Writing: a published document as WordprocessingML that does not know its place in the book."""
