"""Tables of TOML as frozen dataclasses: what a key may hold is declared once, with its field.

    @dataclass(frozen=True, slots=True)
    class Margins:
        left: Annotated[float, Number(5, 100, "mm"), "Margin at the left"] = 20.0

`declaration` reads such fields, `domains` are the kinds of values, `layers` finds a file and those that it
extends, `reading` makes records of tables with a finding for whatever is wrong, `schema` writes JSON Schema.
"""
