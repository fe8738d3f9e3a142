r"""Formulas as readable Unicode: `x^2` → x², `\frac{a+b}{2}` → (a + b)/2; matrices over several lines.

Only what can be shown without losing anything is: a formula with a command that nobody here knows is left as it is.
"""

from tuireader.rendering.tex.readable import LONGEST, readable

__all__ = ["LONGEST", "readable"]
