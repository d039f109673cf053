"""Who signs."""

from collections.abc import Iterator

from decisionforms.form.definition import Definition


def in_signatories(form: Definition) -> Iterator[str]:
    """Someone must sign, and only the last signature decides."""
    if not form.signatories:
        yield "“signatories” must hold at least one signatory."
    brought = [signatory.brings for signatory in form.signatories.values()]
    for key, brings in zip(form.signatories, brought, strict=True):
        last = key == list(form.signatories)[-1]
        if (brings == "approved") != last:
            yield f"“signatories.{key}.brings” is “{brings}”; the last to sign brings “approved”, and only the last."
