"""Collecting: from a list of sources to archived responses, politely and safely.

What a page says stays out (`pipelines.extract`), and so does the storage of rows: a round reads what is known through
`CollectState` and hands its rows to a `Sink` (`protocols`), which the warehouse implements.
"""
