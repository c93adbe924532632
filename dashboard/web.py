"""What is served: the pages of app.py, and the feeds beside them. `dashboard.serve` starts it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

# The charts are loaded as the server starts, so that the first reader does not wait for them.
from dashboard import charts as charts
from dashboard import feeds

app = st.App(Path(__file__).resolve().parent / "app.py", routes=feeds.ROUTES)
