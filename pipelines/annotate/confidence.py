"""How sure the coder is of a mention: a logistic model over named features, its weights in `lexicon/confidence.yml`.

`python -m tests.evaluation.calibration --fit` fits the weights on the half of the dyads that serves for tuning, so that
of the mentions at 0.8 about four in five are right: the type, and the parties as far as they are told.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipelines.annotate.event_lexicon import FOLDER, LexiconError
from pipelines.annotate.reading import Reading

if TYPE_CHECKING:
    from pipelines.annotate.assembly import Draft

FEATURES = (
    "actor told", "actor known", "recipient told", "recipient known", "several actors", "act in a verb",
    "conditions of the entry", "doubt of the entry", "place told", "day told", "no plain fact", "within another act",
    "chief act of its sentence", "alone in its paragraph", "depth in its sentence", "in a headline",
)  # fmt: skip
_LEAST, _MOST = 0.05, 0.95


def confidence(reading: Reading, draft: Draft, mentions: int) -> float:
    """The share of mentions with such features that is right, from 0.05 to 0.95; 0.0 for a draft that is no mention."""
    if draft.mention is None:
        return 0.0
    weights = load_weights()
    sum_of = weights["intercept"] + weights.get(draft.mention.event, 0.0)
    sum_of += sum(weights[name] * value for name, value in features(reading, draft, mentions).items())
    return round(min(max(1 / (1 + math.exp(-sum_of)), _LEAST), _MOST), 2)


def features(reading: Reading, draft: Draft, mentions: int) -> dict[str, float]:
    """The features of a mention by name, each from 0 to 1. `mentions` is how many its paragraph holds."""
    mention, entry = draft.mention, draft.candidate.entry
    if mention is None:
        raise ValueError("only a mention has features")
    told = (
        bool(mention.actors),
        any(party.country or party.name for party in mention.actors),
        bool(mention.recipients),
        any(party.country or party.name for party in mention.recipients),
        len(mention.actors) > 1,
        draft.candidate.is_verb,
        min(entry.weight, 5) / 5,
        max(-entry.confidence, 0.0) / 0.4,
        mention.place is not None,
        mention.time is not None,
        mention.modality not in ("happened", "ongoing"),
        draft.within is not None,
        mention.main,
        mentions == 1,
        min(draft.depth, 6) / 6,
        reading.headline,
    )
    return {name: float(value) for name, value in zip(FEATURES, told, strict=True)}


@cache
def load_weights(path: Path = FOLDER / "confidence.yml") -> dict[str, float]:
    """The intercept and the weight of each feature and event type.

    Raises:
        LexiconError: the file is not a mapping of numbers, or lacks one of the features.
    """
    try:
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        weights = {str(name): float(weight) for name, weight in value.items()}
    except (OSError, yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise LexiconError(f"{path.name}:1: must be a mapping from a feature to its weight ({error})") from error
    missing = [name for name in ("intercept", *FEATURES) if name not in weights]
    if missing:
        raise LexiconError(f"{path.name}:1: has no weight for {', '.join(missing)}")
    return weights
