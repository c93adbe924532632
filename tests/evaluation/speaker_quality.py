"""By whose word acts stand: short texts of our own (`speaker_texts.yml`): `python -m tests.evaluation.speaker_quality`.

A text counts as right where the mention at its trigger has the attribution expected, and the speaker expected (by the
words it stands in, or by the name they lead to), or none where none is.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.records import EventMention
from pipelines.settings import AnnotateSettings

TEXTS = Path(__file__).with_name("speaker_texts.yml")


@dataclass(frozen=True)
class Told:
    """One text as it came out; `given` is None where no act was read at the trigger."""

    expected: dict[str, Any]
    given: EventMention | None

    @property
    def right(self) -> bool:
        if self.given is None or self.given.attribution != self.expected["attribution"]:
            return False
        speaker = self.given.speaker
        if self.expected["speaker"] is None:
            return speaker is None
        return speaker is not None and self.expected["speaker"].lower() in speaker.text.lower()


def told(coder: Coder, half: str) -> list[Told]:
    """The texts of one half, `tuned` or `held`, as the coder reads them."""
    texts = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))[half]
    return [Told(text, _at(coder, text)) for text in texts]


def _at(coder: Coder, text: dict[str, Any]) -> EventMention | None:
    mentions = coder.code(TextToCode("speaker", text["text"])).event_mentions
    found = [m for m in mentions if m.trigger.text == text["trigger"] and m.event != "STATEMENT"]
    return found[0] if found else None


def main(show: str = "") -> int:
    coder = load_coder(AnnotateSettings().model)
    for half in ("tuned", "held"):
        results = told(coder, half)
        print(f"{half}: {sum(one.right for one in results)} of {len(results)} right")
        for one in results if half == show else ():
            given = one.given
            if not one.right:
                speaker = given.speaker.text if given and given.speaker else None
                print(f"  {one.expected['kind']}: {one.expected['text']!r} -> {given and given.attribution}, {speaker}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
