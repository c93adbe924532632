"""The bundled sample newsroom: invented outlets whose pages lie in `data/sample` and are served over loopback HTTP.

It exists so that a first run goes through the same fetching as any other, and so that tests have a small world whose
every fact is known. Content and layouts are data; this package only loads, renders and serves them. It collects,
extracts and codes nothing, and imports none of the rooms that do.
"""
