"""What a confidence is worth: fits its weights on one half of the dyads, and tells on the other how often it is right.

A mention of a sentence is judged where one of its parties overlaps one of the dyad's, or where it is the chief act. It
is right where it has the dyad's type, names at least one of its parties in its role, and names nobody else in either.

    python -m tests.evaluation.calibration          the table of the half that is held back
    python -m tests.evaluation.calibration --fit    fits on the tuning half and writes lexicon/confidence.yml
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from pipelines.annotate.coder import Coder, TextToCode, load_coder
from pipelines.annotate.confidence import FEATURES, features
from pipelines.annotate.event_lexicon import FOLDER
from pipelines.records import EventMention
from pipelines.reference.codes import EVENT_TYPES
from pipelines.settings import AnnotateSettings
from tests.evaluation import coder_quality

_TYPES = tuple(name for name in EVENT_TYPES if name != "STATEMENT")
_RIDGE = 2.0
"""Of the ridges 1, 2, 4, ... 64 the one with the least log loss, cross-validated on the tuning half."""
_FOLDS = 5
_AT = 0.8

HEAD = """\
# The weights of a mention's confidence: a logistic model over features of what was found and the type of the event.
# Written by `python -m tests.evaluation.calibration --fit`; edited by hand they say nothing.
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mention of a dyad's sentence: its confidence as the coder tells it, its features, and whether it is right."""

    sentence: int
    event: str
    confidence: float
    values: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The mentions whose confidence is from `low` up to the next tenth, with the mean told and the share right."""

    low: float
    count: int
    told: float
    right: float


def judged(coder: Coder, half: str) -> list[Judged]:
    """Every mention of a half that can be judged."""
    found = []
    for row in coder_quality.dyads(half):
        text = row["sentence"]
        for part in coder.read(TextToCode(row["sentence_id"], text)).parts:
            count = sum(draft.mention is not None for draft in part.drafts)
            for draft in part.drafts:
                mention = draft.mention
                if mention is None or mention.event not in _TYPES or mention.modality not in ("happened", "ongoing"):
                    continue
                right = is_right(mention, row)
                if right is not None:
                    values = tuple(features(part.reading, draft, count).values())
                    found.append(Judged(int(row["sentence_id"]), mention.event, mention.confidence, values, right))
    return found


def is_right(mention: EventMention, row: dict[str, str]) -> bool | None:
    """Whether a mention tells the dyad's act, None where it speaks of other parties and is not the chief act."""
    text, source, target = row["sentence"], row["source"], row["target"]
    recipients = mention.actors if mention.reciprocal else mention.recipients
    by = coder_quality.overlaps(mention.actors, text, source)
    on = coder_quality.overlaps(recipients, text, target)
    every = (*mention.actors, *mention.recipients)
    near = coder_quality.overlaps(every, text, source) or coder_quality.overlaps(every, text, target)
    if not near and not mention.main:
        return None
    told = (by or not mention.actors) and (on or not recipients)
    return mention.event in coder_quality.wanted_types(row) and told and (by or on)


def fit(rows: list[Judged]) -> np.ndarray:
    """Weights of the intercept, the features and the types: Newton steps with a ridge on all but the intercept."""
    x, y = _matrix(rows)
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - ridge * weights
        bend = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def cross_validated(rows: list[Judged]) -> list[tuple[float, bool]]:
    """What a model fitted on the folds without its sentence tells of each row, and whether the row is right."""
    told: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        weights = fit([row for row in rows if row.sentence // 2 % _FOLDS != fold])
        out = [row for row in rows if row.sentence // 2 % _FOLDS == fold]
        x, _ = _matrix(out)
        told += zip((1 / (1 + np.exp(-x @ weights))).tolist(), (row.right for row in out), strict=True)
    return told


def bands(told: Iterable[tuple[float, bool]]) -> list[Band]:
    """The reliability table, by tenths of confidence."""
    by_tenth: dict[int, list[tuple[float, bool]]] = {}
    for value, right in told:
        by_tenth.setdefault(min(int(value * 10 + 1e-9), 9), []).append((value, right))
    return [
        Band(
            tenth / 10,
            len(rows),
            sum(value for value, _ in rows) / len(rows),
            sum(right for _, right in rows) / len(rows),
        )
        for tenth, rows in sorted(by_tenth.items())
    ]


def expected_error(table: list[Band]) -> float:
    """The expected calibration error: the mean distance of what is told from what is right, weighed by count."""
    return sum(band.count * abs(band.told - band.right) for band in table) / max(1, sum(band.count for band in table))


def _matrix(rows: list[Judged]) -> tuple[np.ndarray, np.ndarray]:
    x = np.array([[1.0, *row.values, *(float(row.event == name) for name in _TYPES)] for row in rows])
    return x, np.array([float(row.right) for row in rows])


def main(fitting: bool) -> int:
    if not coder_quality.GOLD.is_dir():
        print("the gold sets do not lie beside this checkout: nothing was measured", file=sys.stderr)
        return 2
    coder = load_coder(AnnotateSettings().model)
    if fitting:
        rows = judged(coder, "dev")
        _print(f"cross-validated on {len(rows)} mentions of the tuning half", cross_validated(rows))
        names = ("intercept", *FEATURES, *_TYPES)
        lines = "".join(f"{name}: {weight:.2f}\n" for name, weight in zip(names, fit(rows), strict=True))
        (FOLDER / "confidence.yml").write_text(HEAD + lines, encoding="utf-8")
        return 0
    _print("the half held back", [(row.confidence, row.right) for row in judged(coder, "held")])
    return 0


def _print(title: str, pairs: list[tuple[float, bool]]) -> None:
    table = bands(pairs)
    print(f"{title}: expected calibration error {expected_error(table):.3f}")
    print(f"{'from':>5} {'mentions':>9} {'told':>6} {'right':>6}")
    for band in table:
        print(f"{band.low:>5.1f} {band.count:>9} {band.told:>6.3f} {band.right:>6.3f}")
    at = [right for told, right in pairs if _AT - 0.05 <= told < _AT + 0.05]
    print(f"of {len(at)} mentions at {_AT} (nearer than 0.05) {sum(at) / max(1, len(at)):.3f} are right")


if __name__ == "__main__":
    sys.exit(main("--fit" in sys.argv[1:]))
