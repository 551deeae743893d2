"""TEI as the account counts it: by an event parser and a table of its own, and nothing that a codec knows."""
