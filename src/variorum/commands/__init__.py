"""The commands, a module for each with `run(arguments) -> int`; none is imported before it is asked for."""
