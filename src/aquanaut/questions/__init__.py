"""Questions: what they ask, how their keys compile to weights, and what is said to each answer.

A kind of question is one folder in `kinds/`, found by its `TYPE`; what several kinds share is in `controls/`. See
`model` for the words, `scoring` for the one way to score, `said` for what is said, and `parts` and `item` for what a
kind hands to the other rooms.
"""
