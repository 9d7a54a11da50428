"""Compiles the catalogues of messages into the wheel, so that an installation need not."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = "scraper/language/catalogues"


class CatalogueHook(BuildHookInterface[Any]):
    """For each catalogue.po of the sources a catalogue.mo in the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, unless the installation is editable: there the sources are read."""
        if version != "standard":
            return
        folder = Path(tempfile.mkdtemp())
        for source in sorted((Path(self.root) / CATALOGUES).glob("*.po")):
            compiled = folder / f"{source.stem}.mo"
            with source.open("rb") as text, compiled.open("wb") as file:
                write_mo(file, read_po(io.BytesIO(text.read()), locale=source.stem))
            build_data["force_include"][str(compiled)] = f"{CATALOGUES}/{compiled.name}"
