"""What an edition prints around its documents: title pages, contents, legend, registers."""
