"""The names of all rules that a problem with an archive may bear; settings can switch them off."""

from __future__ import annotations

from typing import Final

FILE_RULES: Final = (
    "config-syntax",
    "config-timezone",
    "date",
    "dateless-name",
    "encoding",
    "front-matter-ignored",
    "front-matter-missing",
    "front-matter-not-a-mapping",
    "front-matter-syntax",
    "front-matter-too-complex",
    "front-matter-too-large",
    "front-matter-unclosed",
    "front-matter-unsupported",
    "not-a-file",
    "outside-archive",
    "too-large",
    "unreadable",
)
"""What is found while files are read."""
CHECK_RULES: Final = (
    "broken-anchor",
    "broken-link",
    "conflict-markers",
    "duplicate-permalink",
    "future-date",
    "link-to-unpublished",
    "missing-date",
    "missing-image",
    "similar-tags",
    "skipped-heading",
    "unclosed-fence",
    "unclosed-liquid",
    "unclosed-shortcode",
    "uncited-footnote",
    "undefined-footnote",
)
"""What is found when an archive is looked at as a whole."""
ALL_RULES: Final = tuple(sorted((*FILE_RULES, *CHECK_RULES)))


def rules_off(table: object) -> frozenset[str] | str:
    """Return the rules that a table of settings switches off, or what is wrong with it: `off = ["skipped-heading"]`."""
    if not isinstance(table, dict):
        return "check is a table: [check]"
    unknown = next((name for name in table if name != "off"), None)
    if unknown is not None:
        return f"there is no setting {unknown} in [check]; there is off"
    rules = table.get("off", [])
    if not (isinstance(rules, list) and all(isinstance(rule, str) for rule in rules)):
        return "off takes a list of rules, in quotes"
    wrong = next((rule for rule in rules if rule not in ALL_RULES), None)
    if wrong is not None:
        return f"there is no rule {wrong}; there are {', '.join(ALL_RULES)}"
    return frozenset(rules)
