"""What encodings mean however they say it: choices of which a form is empty, extents in words."""
