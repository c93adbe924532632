"""Writing and reading WARC records: what a server sent, kept so that anyone can check what was read from it.

Fetching stays out (`pipelines.collect`), and so does every judgement of what a page says.
"""
