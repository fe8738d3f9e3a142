"""The links of a body, found fast: by a scan where that is sure, by the parser where not."""
