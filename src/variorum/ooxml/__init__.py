"""WordprocessingML, known once: by the importer, by the renderer and by the proof.

`names` are its namespaces in both forms of the standard, `measures` its lengths; `xml` parses and writes
parts, `elements` asks and makes elements; `package` opens a file within bounds and follows its relations,
`styles` is the cascade of type (ECMA-376 part 1, 17.7), `numbering` counts lists and notes (17.9).
"""
