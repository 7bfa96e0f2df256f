"""How dates are written where Django writes them: in choices of a form. One package a language."""
