"""All SQL of the dashboard: read-only functions over a snapshot, a module a subject, values always as parameters."""
