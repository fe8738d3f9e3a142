r"""Formulas as readable Unicode: `x^2` → x², `\frac{a+b}{2}` → (a + b)/2 in a line, laid out by themselves.

A formula with an unknown command, or with a sign that Unicode lacks, stays TeX, so that nothing is lost.
"""

from tuireader.rendering.tex.commands import LONGEST, readable
from tuireader.rendering.tex.macros import expanded

__all__ = ["LONGEST", "expanded", "readable"]
