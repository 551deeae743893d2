"""From nodes of the model to the notations of papyrology."""
