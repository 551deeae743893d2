"""How a difference is written in a source: where it goes, and in which notation."""
