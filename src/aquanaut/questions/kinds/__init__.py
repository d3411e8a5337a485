"""The kinds of question, a folder each; `questions.model` finds them. None knows another."""
