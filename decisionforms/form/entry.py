"""A table of form.toml as a value."""

from msgspec import Struct


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of form.toml: an unknown key in it is refused."""
