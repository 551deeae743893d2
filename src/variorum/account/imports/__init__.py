"""The account of files that are brought in: their words, and those of the transcripts made of them."""
