"""The lines of a text once they are printed: what stands at which words of them."""
