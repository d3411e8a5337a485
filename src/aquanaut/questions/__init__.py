"""Questions: what they ask, how their keys compile to weights, and what is said to each answer.

One file a type, found by its `TYPE` object. See `model` for the words and `scoring` for the one way to score.
"""
