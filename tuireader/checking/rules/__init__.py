"""The rules, one module each: facts about an archive → problems."""
