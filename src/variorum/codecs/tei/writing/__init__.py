"""From nodes of the model to the elements of TEI."""
