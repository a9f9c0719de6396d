"""SRU 1.1, 1.2 and 2.0: the catalogue asked in CQL, answered in Dublin Core and MARCXML."""
