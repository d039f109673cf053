"""LibreOffice at work on review copies: it saves them, or edits them as its macros tell it to."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

KIND = "MS Word 2007 XML"
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'
)
# What each edit is written with: where some words stand, and the cursor at an end of their paragraph.
BASIC = f"""
Dim doc As Object
Function Found(words)
 search = doc.createSearchDescriptor()
 search.SearchString = words
 search.SearchCaseSensitive = True
 Found = doc.findFirst(search)
End Function
Function EndOf(words)
 place = Found(words)
 here = place.Text.createTextCursorByRange(place.End)
 here.gotoEndOfParagraph(False)
 EndOf = here
End Function
Function Whole(words)
 place = Found(words)
 here = place.Text.createTextCursorByRange(place.Start)
 here.gotoStartOfParagraph(False)
 here.gotoEndOfParagraph(True)
 Whole = here
End Function
Sub Enter(place)
 place.Text.insertControlCharacter(place, 0, False)
End Sub
Sub Typed(place, words)
 place.Text.insertString(place, words, False)
End Sub
Sub Opened(path)
 Dim how(0) As New com.sun.star.beans.PropertyValue
 how(0).Name = "Hidden" : how(0).Value = True
 doc = StarDesktop.loadComponentFromURL(path, "_blank", 0, how())
End Sub
Sub Saved(path)
 Dim how(0) As New com.sun.star.beans.PropertyValue
 how(0).Name = "FilterName" : how(0).Value = "{KIND}"
 doc.storeToURL(path, how())
 doc.close(True)
End Sub
Sub Main
 On Error Goto Failed
EDITS
Failed:
 StarDesktop.terminate()
End Sub
"""


class LibreOffice:
    """LibreOffice with a profile of its own in this folder."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("soffice") or shutil.which("libreoffice")
        if found is None:
            pytest.skip("LibreOffice (soffice) is not installed here")
        self.folder, self.office = folder, found

    def _run(self, *arguments: str | Path) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command: list[str | Path] = [self.office, profile, "--headless", "--norestore", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=240)

    def _sent(self, copies: Mapping[str, bytes]) -> list[Path]:
        paths = [self.folder / f"{name}.docx" for name in copies]
        for path, data in zip(paths, copies.values(), strict=True):
            path.write_bytes(data)
        return paths

    def saved(self, copies: Mapping[str, bytes]) -> dict[str, bytes]:
        """The copies as it writes them once it has opened them."""
        saved = self.folder / "saved"
        self._run("--convert-to", f"docx:{KIND}", "--outdir", saved, *self._sent(copies))
        return {name: (saved / f"{name}.docx").read_bytes() for name in copies}

    def edited(self, data: bytes, edits: Sequence[str], *, tracked: bool) -> list[bytes]:
        """The copy once for each of these edits, with the edit made in it."""
        (path,) = self._sent({"copy": data})
        results = [self.folder / f"edited-{at}-{tracked}.docx" for at, _ in enumerate(edits)]
        steps = "".join(
            f'Opened("{path.as_uri()}")\ndoc.RecordChanges = {tracked}\n{edit}\nSaved("{result.as_uri()}")\n'
            for edit, result in zip(edits, results, strict=True)
        )
        self._run("--terminate_after_init")
        module = self.folder / "profile/user/basic/Standard/Module1.xba"
        module.write_text(MODULE + escape(BASIC.replace("EDITS", steps)) + "</script:module>\n")
        self._run("macro:///Standard.Module1.Main")
        return [result.read_bytes() for result in results]
