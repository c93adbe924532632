"""What a climb through a sentence finds of how real an act is, and the modality that it amounts to.

The climb itself is `modality.py`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.annotate.event_lexicon import Effect
from pipelines.annotate.syntax import Token
from pipelines.records import Modality

CONTENT: dict[str, Effect] = {
    "ACCUSE": "alleged", "REQUEST": "demanded", "REJECT": "absent", "THREATEN": "threatened", "AGREE": "planned",
    "CONCEDE": "planned", "STATEMENT": "stated",
}  # fmt: skip
"""What an act of speech does to its content where its entry does not say; every other act leaves it as it is."""

DEEDS = frozenset({
    "ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "PROTEST", "AID", "COOPERATE", "CONSULT",
})  # fmt: skip
"""Types that are never only words."""

_VIOLENT = frozenset({"ASSAULT"})
_YIELDS: dict[Effect, frozenset[Effect]] = {
    "planned": frozenset({"absent", "alleged", "denied", "demanded", "possible", "threatened"}),
    "possible": frozenset({"absent", "denied"}),
    "demanded": frozenset({"threatened", "absent", "denied"}),
    "threatened": frozenset({"absent", "denied"}),
    "alleged": frozenset({"absent", "denied"}),
}
"""What an outer word makes of an inner effect: a plan denied is denied, a plot foiled is absent."""


@dataclass
class Reality:
    """What the climb found. `act` is the token of the act of speech that this is the content of; `cautious` says that
    no word of the lexicon told the effect, but that none vouched for the act."""

    effect: Effect | None = None
    condition: tuple[int, int] | None = None
    act: Token | None = None
    ongoing: bool = False
    evident: bool = False
    definite: bool = False
    cautious: bool = False
    settled: bool = False
    blocked: str | None = None
    path: list[str] = field(default_factory=list)

    def take(self, effect: Effect | None, why: str) -> None:
        """Note an effect; the first that changes anything holds, unless it yields."""
        if effect is None or effect in ("kept", "stated", "given"):
            if effect:
                self.path.append(f"{why}: {effect}")
            return
        self.path.append(f"{why}: {effect}")
        if effect == "ongoing":
            self.ongoing = self.effect is None or self.ongoing
            return
        if effect == "none":
            self.blocked = self.blocked or why
            return
        if self.effect is None or (not self.settled and effect in _YIELDS.get(self.effect, ())):
            self.effect = effect
            self.cautious = False
        elif self.effect in ("threatened", "demanded"):
            self.settled = True  # What lies further out is said of the word that came between.

    def heed(self, effect: Effect | None, why: str) -> None:
        """Note the effect of a word that the lexicon does not tell of: it holds where nothing else does."""
        if effect is not None and self.effect is None:
            self.take(effect, why)
            self.cautious = True


def modality_of(found: Reality, event: str) -> Modality:
    """The modality that a climb amounts to."""
    if found.condition is not None and found.effect not in ("absent", "denied", "demanded", "alleged"):
        return "conditional"
    effect = found.effect
    if effect is None:
        return "ongoing" if found.ongoing else "happened"
    if effect == "planned" and event in _VIOLENT:
        return "threatened"
    if effect == "kept" or effect == "none" or effect == "stated" or effect == "ongoing" or effect == "given":
        return "happened"
    return effect
