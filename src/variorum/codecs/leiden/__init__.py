"""Leiden+, papyrology's notation of texts, and its sister for translations, become nodes of the model.

The grammar is that of the documents of papyri.info; where it has two readings, that of the published parsers
holds. What is not in the grammar keeps its characters and becomes a finding.
"""
