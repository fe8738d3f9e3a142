"""The reader beside an editor: the editor that it starts, and the one that shows in it what is typed."""
