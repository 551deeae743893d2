"""From the elements of TEI to nodes of the model."""
