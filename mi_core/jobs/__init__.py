"""Long work: submit, progress, cancel, collect; on Dask, with records in SQLite and results in folders."""
