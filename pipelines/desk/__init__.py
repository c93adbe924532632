"""The reader's own desk: saved searches, the alerts they raise, and corrections. Kept in `desk.sqlite` of a home."""
