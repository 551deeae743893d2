"""Read an e-book back: what is seen of its pages, and how their words are put together."""
