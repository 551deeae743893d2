"""Setting: XHTML as lines in endless columns, and the pages cut out of them."""
