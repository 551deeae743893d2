"""Our importers, one module each; pyproject.toml has a row for each, as a package of anyone may."""
