"""From a transcript to a document of the model."""
