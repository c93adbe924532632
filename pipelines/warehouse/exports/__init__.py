"""The published snapshot as files that other programs open: one module a format, joined by `export`.

What a format leaves out, and every judgement of what a column of another system means, is the models' matter
(dbt_project/models/shapes). Here stand only the forms of files.
"""

from pipelines.warehouse.exports.export import FORMATS, ExportError, export_tables

__all__ = ["FORMATS", "ExportError", "export_tables"]
