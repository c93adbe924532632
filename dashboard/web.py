"""What is served: the pages of app.py, and the feeds beside them. `dashboard.serve` starts it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import feeds

app = st.App(Path(__file__).resolve().parent / "app.py", routes=feeds.ROUTES)
