"""Write briefs on two states in which every sentence stands on quoted evidence.

`detente.brief.compose` makes a brief from a store, `detente.brief.render` makes pages of it.
"""
