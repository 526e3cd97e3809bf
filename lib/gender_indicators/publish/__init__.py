"""The files that are published: pages, reports, tables, index and manifest."""
