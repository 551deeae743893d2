"""The text of a document as it is printed: words, blocks, signs, head."""
