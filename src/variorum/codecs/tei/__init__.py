"""TEI P5: read into the model, and written from it.

`content` is the codec of what stands in a text: `read_content` and `write_content`, with one table for both
directions (`vocabulary`), the rules of white space (`space`) and what TEI allows where (`schema`).
"""
