"""From the notations of papyrology to nodes of the model."""
