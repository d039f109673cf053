"""The editions of a form."""

from collections.abc import Iterator

from decisionforms.form.definition import Definition
from decisionforms.form.problems.texts import twice


def in_editions(form: Definition) -> Iterator[str]:
    """Sections and rows that editions name must be there, each once."""
    if not form.editions:
        yield "“editions” must hold at least one edition."
    for key, edition in form.editions.items():
        for name in ("sections", "rows"):
            named = getattr(edition, name)
            known = getattr(form, name)
            for one in named:
                if one not in known:
                    yield f"“editions.{key}.{name}” names “{one}”, which is not under [{name}]; add it there or correct the name."
            for one in twice(named):
                yield f"“editions.{key}.{name}” names “{one}” twice; remove one."
        if edition.until and edition.until < edition.since:
            yield f"“editions.{key}.until” is before “since”; correct one of them."
