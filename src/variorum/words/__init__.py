"""The words of languages: months, numbers, plurals, phrases. A language is one TOML file of this folder."""
