"""Style sheets, known once: by the importer of web pages, by the proof, and where formats write them.

`reading` is what the sheets of a page say of its elements, `values` what values mean, `writing` makes rules
of typed values.
"""
