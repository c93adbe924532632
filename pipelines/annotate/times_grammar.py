"""The grammar of time expressions: every expression, in the order in which the first of two equal matches wins."""

from __future__ import annotations

import re

from pipelines.annotate.literals import Literals
from pipelines.annotate.times_calendar import MONTHS, SHORT_MONTHS, Anchor, Expression, Interval
from pipelines.annotate.times_dates import DATES
from pipelines.annotate.times_feasts import FEASTS
from pipelines.annotate.times_periods import NAMED_DECADES, PERIODS
from pipelines.annotate.times_relative import RELATIVE
from pipelines.annotate.times_told import TOLD

__all__ = ["DIGITS", "EXPRESSIONS", "WORDS_OF_TIME", "Anchor", "Interval"]

EXPRESSIONS: tuple[Expression, ...] = (*DATES, *PERIODS, *RELATIVE, *TOLD, *FEASTS)

WORDS_OF_TIME = Literals(
    (
        "day", "night", "week", "month", "year", "decade", "centur", "hour", "quarter", *MONTHS, *NAMED_DECADES,
        "spring", "summer", "autumn", "fall", "winter", "morning", "evening", "afternoon", "tomorrow", "christmas",
        "halloween", "easter", "ramadan", "thanksgiving", "nowruz",
    ),
    whole=(*SHORT_MONTHS, "eid"),
)  # fmt: skip
DIGITS = re.compile(r"\d+")
"""What every expression holds at least one of: where neither stands, none can match."""
