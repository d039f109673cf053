"""How references are written."""

from collections.abc import Iterator

from decisionforms.form.definition import Definition
from decisionforms.form.problems.texts import slots_of, twice
from decisionforms.values.references import OURS


def in_series(form: Definition) -> Iterator[str]:
    """A reference must be readable, and belong to one series."""
    names = {series.name for series in form.series}
    if not form.series or form.series[0].register != OURS:
        yield f"the first entry of “series” must be the register's own, with register = “{OURS}”."
    for place, series in enumerate(form.series, 1):
        prefixes = (*series.prefixes, *series.mistaken_prefixes)
        if not series.prefixes or not all(prefix.strip() for prefix in prefixes):
            yield f"“series[{place}].prefixes” must hold at least one prefix, and none may be empty."
        if series.successor and series.successor not in names:
            yield f"“series[{place}].successor” names “{series.successor}”, which is no series; correct the name."
        wanted = {"number", "year"} if series.yearly else {"number"}
        if "year" in slots_of(series.written) - wanted:
            yield f"“series[{place}].written” holds {{year}}; add “yearly = true” there, or take it out."
        if not wanted <= slots_of(series.written) <= wanted | {"prefix"}:
            yield f"“series[{place}].written” must hold {' and '.join('{' + name + '}' for name in sorted(wanted))}, and no other name in braces but {{prefix}}."
    for name in twice(series.name for series in form.series):
        yield f"two entries of “series” have the name “{name}”; give one another."
    for prefix in twice(
        prefix.upper() for series in form.series for prefix in (*series.prefixes, *series.mistaken_prefixes)
    ):
        yield f"“series.prefixes” has “{prefix}” in two places; a reference must belong to one series."
