"""The dashboard: reads the published snapshot, writes nothing but `desk.sqlite`."""
