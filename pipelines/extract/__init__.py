"""From a captured page to an article: text, metadata, revisions, copies of one report, stories.

Pure functions over bytes and words. What touches the network, the archive or the warehouse stays out: pages come in as
`records.Page`, revisions go out as `records.Revision`.
"""

from __future__ import annotations

EXTRACTOR = "5"
"""Version of the step: pages are extracted anew only under a new one."""
