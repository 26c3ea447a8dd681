"""The estate file of a plan, and the lines in it that name accounts and guardrails."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sandbox import estate
from sandbox.origin import Origin
from sandbox.project import ESTATE
from sandbox.snapshot.plan.files import CONFIGURED, PulumiFile


@dataclass(frozen=True, slots=True)
class EstateFile:
    """An estate, and the folder that its lines are relative to."""

    model: estate.Estate
    root: Path

    @property
    def management(self) -> Origin:
        """Where the management account is written."""
        return self._at("organization.management")

    @property
    def guardrails(self) -> Origin:
        """Where attachments are written."""
        return self._at("guardrails")

    @property
    def at_the_root(self) -> Origin:
        """The list of what is attached to the root."""
        return self._at("guardrails.root")

    def at_the_unit(self, unit: str) -> Origin | None:
        """Return the location of a unit's attachments, or of its nearest parent; None for another estate's unit."""
        return self._at(f"guardrails.units.{unit}") if unit in self.model.organization.units else None

    def _at(self, path: str) -> Origin:
        place = self.model.where(path)
        file = place.file
        return Origin(str(file.relative_to(self.root)) if file.is_relative_to(self.root) else str(file), place.line)


def estate_file(file: PulumiFile, root: Path) -> EstateFile | None:
    """Return the estate file that the stack's configuration names, else the program's; None where there is none."""
    configured = file.config.get(CONFIGURED)
    path = root / (configured or ESTATE)
    if not path.is_file() and configured:
        path = root / Path(configured).name  # a plan that was made in another clone
    return EstateFile(estate.load(path), root) if path.is_file() else None
