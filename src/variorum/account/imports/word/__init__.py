"""The words of a Word file, counted with expat and tables of its own."""
