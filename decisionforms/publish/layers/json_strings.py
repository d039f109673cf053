"""The strings and keys of JSON."""

import json
from collections.abc import Iterator

from decisionforms.publish.layers.layer import Layer
from decisionforms.publish.layers.readings import is_read_in_one_way

LONGEST_PLACE = 200
# With fewer spaces a string is a name, a date or an address, and there are too many of those to read each by itself.
FEWEST_SPACES = 3
# The name or number of a value in what holds it, with the place of that; None for the whole.
Place = tuple["Place", str | int] | None


def json_strings(text: str) -> Iterator[Layer]:
    """All strings of JSON in a row, and its keys; by itself each string that says much, or that a row may show otherwise."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _layers(told)


def _layers(told: object) -> Iterator[Layer]:
    row: list[str] = []
    strings: dict[str, Place] = {}
    keys: dict[str, Place] = {}
    for place, value in _values(told):
        if isinstance(value, str):
            row.append(value)
            strings.setdefault(value, place)
        elif isinstance(value, dict):
            keys.setdefault("\n".join(value), place)
    yield from (Layer(_said(place), one) for one, place in strings.items() if not _is_clear_in_a_row(one))
    yield from (Layer(f"{_said(place)} keys".lstrip(), one) for one, place in keys.items())
    yield Layer("strings", "\n".join(row), written=True)


def _is_clear_in_a_row(string: str) -> bool:
    return string.count(" ") < FEWEST_SPACES and is_read_in_one_way(string)


def _values(told: object) -> Iterator[tuple[Place, object]]:
    """Each value of JSON in order, those within others too, with its place."""
    waiting: list[tuple[Place, object]] = [(None, told)]
    while waiting:
        place, value = waiting.pop()
        yield place, value
        if isinstance(value, dict):
            waiting += [((place, key), one) for key, one in reversed(value.items())]
        elif isinstance(value, list):
            waiting += reversed([((place, at), one) for at, one in enumerate(value)])


def _said(place: Place) -> str:
    """A place as it is written: `decisions[3].title`."""
    steps: list[str] = []
    while place:
        place, step = place
        steps.append(f"[{step}]" if isinstance(step, int) else f".{step}")
    return "".join(reversed(steps))[:LONGEST_PLACE].lstrip(".")
