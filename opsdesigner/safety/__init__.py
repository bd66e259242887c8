"""Nothing is lost: the journal of every edit, recovery from it, locks, versions kept, reports."""
