"""One loaded coder for the whole room: a model takes seconds to load."""

from __future__ import annotations

import pytest

from pipelines.annotate.coder import Coder, load_coder
from pipelines.settings import AnnotateSettings


@pytest.fixture(scope="session")
def coder() -> Coder:
    return load_coder(AnnotateSettings().model)
