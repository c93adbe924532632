"""The grammar of time expressions: every expression, in the order in which the first of two equal matches wins."""

from __future__ import annotations

import re

from pipelines.annotate.times_calendar import MONTHS, Anchor, Expression, Interval
from pipelines.annotate.times_dates import DATES
from pipelines.annotate.times_feasts import FEASTS
from pipelines.annotate.times_periods import PERIODS
from pipelines.annotate.times_relative import RELATIVE
from pipelines.annotate.times_told import TOLD

__all__ = ["EXPRESSIONS", "WORDS_OF_TIME", "Anchor", "Interval"]

EXPRESSIONS: tuple[Expression, ...] = (*DATES, *PERIODS, *RELATIVE, *TOLD, *FEASTS)

WORDS_OF_TIME = re.compile(
    rf"\d|day|night|week|month|year|decade|centur|hour|quarter|{'|'.join(MONTHS)}|sept\.?|"
    r"\b(?:jan|feb|mar|apr|jun|jul|aug|oct|nov|dec)\b|spring|summer|autumn|fall|winter|morning|evening|afternoon|"
    r"tomorrow|ties\b|christmas|halloween|easter|ramadan|\beid\b|thanksgiving|nowruz",
    re.IGNORECASE,
)
"""What every expression holds at least one of: where none stands, none can match."""
