"""Stories: articles about one happening, put together in the order of their arrival.

An article joins the story whose members share most of its weighty words within a window of time, or begins its own.
A story's id is the key of its first article and never changes; an article never changes its story.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pipelines.records import Revision, StoryInput, StoryLink


def assign(
    new: Sequence[Revision],
    known: Sequence[StoryInput],
    *,
    run_id: str,
    assigned_at: datetime,
    window: timedelta = timedelta(days=7),
) -> list[StoryLink]:
    """One link for each article of `new` that is not among `known`, in order of publication, then key.

    `known` are the articles told since the earliest of `new` less `window`. `why` holds the words that bind the
    article to its story, weightiest first; a story's first article has none.
    """
    raise NotImplementedError
