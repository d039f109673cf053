"""The values of a PDF: numbers, bytes, Name, Reference, Word, and lists and dictionaries of them."""

from collections.abc import Iterator, Mapping, Sequence

from decisionforms.publish.layers.pdf.tokens import Name, Word, tokens

# A name that is longer may say something.
LONGEST_TERM = 20


def values(data: bytes, at: int = 0) -> Iterator[object]:
    """The values and bare words from a place on."""
    return (value for value, _ in values_and_ends(data, at))


def values_and_ends(data: bytes, at: int) -> Iterator[tuple[object, int]]:
    """Each value with the place where it ends; what is left open at the end counts as closed there."""
    within: list[tuple[object, list[object]]] = []
    for kind, token, end in tokens(data, at):
        at = end
        if kind == "open":
            within.append((token, []))
            continue
        if kind == "close" and not within:
            continue
        value = _closed(*within.pop()) if kind == "close" else token
        if within:
            within[-1][1].append(value)
        else:
            yield value, at
    yield from ((_closed(*one), at) for one in within)


def commands(data: bytes) -> Iterator[tuple[bytes, Sequence[object]]]:
    """Each operator with the values that stand before it, which it works on."""
    operands: list[object] = []
    for value in values(data):
        if isinstance(value, Word):
            yield value, operands
            operands = []
        else:
            operands.append(value)


def as_list(value: object) -> list[object]:
    """What may be several values, or one, or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def strings_in(value: object) -> Iterator[str]:
    """Every string and long name in a value."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case Word():
                pass
            case bytes(text):
                yield _text(text)
            case dict(table):
                waiting += [*reversed(table.values()), *(Name(key) for key in table if len(key) > LONGEST_TERM)]
            case list(members):
                waiting += reversed(members)
            case Name() as name if len(name) > LONGEST_TERM:
                yield str(name)


def _closed(bracket: object, members: Sequence[object]) -> object:
    return _dictionary(members) if bracket == b"<<" else list(members)


def _dictionary(members: Sequence[object]) -> Mapping[str, object]:
    return {str(key): value for key, value in zip(members[::2], members[1::2], strict=False) if isinstance(key, Name)}


def _text(text: bytes) -> str:
    if text.startswith((b"\xfe\xff", b"\xff\xfe")):
        return text.decode("utf-16", "replace")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")
