"""The forms of a project as an earlier build read them: reading them anew takes longer than making one decision."""

import contextlib

import msgspec

from decisionforms.decision.form_named import Forms
from decisionforms.errors import FormError, OperatorError
from decisionforms.form.definition import Definition
from decisionforms.form.form import Form
from decisionforms.output_folder import OutputFolder
from decisionforms.project import Project

FILE = "forms"


def forms_in(project: Project, base: bytes) -> Forms:
    """The forms by name; for one that needs mending, the sentence. `base` is a digest over all that they are read from.

    Raises OperatorError where there is none.
    """
    kept = _kept(project, base)
    if kept:
        return {name: Form(name, project.templates / name, definition) for name, definition in kept.items()}
    forms = project.forms()
    read = {name: form.definition for name, form in forms.items() if not isinstance(form, FormError)}
    if read.keys() == forms.keys():
        with contextlib.suppress(OperatorError, TypeError):  # what can't be kept is read again
            OutputFolder(project.cache).write({FILE: base + msgspec.msgpack.encode(read)})
    return forms


def _kept(project: Project, base: bytes) -> dict[str, Definition]:
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        kept = (project.cache / FILE).read_bytes()
        if kept.startswith(base):
            return msgspec.msgpack.decode(kept[len(base) :], type=dict[str, Definition])
    return {}
