"""The links that a body holds, found fast: a scan where that is sure, the parser where it is not."""
