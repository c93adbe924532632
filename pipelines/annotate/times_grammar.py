"""The grammar of time expressions: every expression, in the order in which the first of two equal matches wins."""

from __future__ import annotations

from pipelines.annotate.times_calendar import Anchor, Expression, Interval
from pipelines.annotate.times_dates import DATES
from pipelines.annotate.times_feasts import FEASTS
from pipelines.annotate.times_relative import RELATIVE
from pipelines.annotate.times_told import TOLD

__all__ = ["EXPRESSIONS", "Anchor", "Interval"]

EXPRESSIONS: tuple[Expression, ...] = (*DATES, *RELATIVE, *TOLD, *FEASTS)
