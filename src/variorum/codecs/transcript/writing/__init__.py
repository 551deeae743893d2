"""From a document of the model to a transcript."""
