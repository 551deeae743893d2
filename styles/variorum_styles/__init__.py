"""House styles as TOML tokens; `variorum.style` reads them."""
