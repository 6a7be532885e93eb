"""How strictly the parts of a template are read: nothing unknown, and no blanks round what is said."""

STRICT = {"extra": "forbid", "str_strip_whitespace": True}
