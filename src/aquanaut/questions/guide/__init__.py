"""A teacher's guide, `lessons/<stem>/guide.md`: what it must hold, and whether it agrees with the lesson.

The structure, in this order. Headings are written exactly so.

    # <title of quiz.yaml>: teacher’s guide
    ## At a glance                       what the lesson does and the five-minute start; 40 words
    ## Objectives                        a list: `- **id**: text`, each id and text as in quiz.yaml
    ## Standards                         a list: `- **Common Core RI.9-10.4**: paraphrase`; codes: guide_rules.STANDARDS
    ## Materials                         a list of three things or more
    ## Timetable                         a table: minutes | you | students, `0–4` to the lesson's minutes without gaps
    ### In 20 minutes                    the same, from 0 to 20
    ### In 90 minutes                    the same, from 0 to 90
    ## Vocabulary                        a table: word | plain meaning; five words or more
    ## Discussion                        a numbered list of five prompts or more, each with `Expect:` and eight words
    ## Answer key                        the table between `<!-- key -->` and `<!-- /key -->`; see `guide_key`
    ## Misconceptions                    a table: what students say | what to say; three or more
    ## Differentiation                   ### Support, ### Stretch, ### English learners; 25 words each
    ## Extension                         20 words
    ## Rubric                            a table: criterion | 3 | 2 | 1, for the written task, then
    ### Sample A, B and C                a quotation and a line `Score: 3` (2, 1) with the reason; says who wrote it
    ## Without internet or computers     40 words
    ## Content note and opt-out          two quotations: the note to read out, and what the opt-out gets instead
    ## Note to parents and administrators    a quotation of 60 words, to copy into a message
    ## How this lesson stays fair        40 words

A block quotation (`>`) is what students or families hear or read. The first three columns of the key are computed:

    python -m aquanaut.questions.guide --write lessons/03_words_that_judge/guide.md

fills them in and keeps “also defensible”. Without `--write` the guide is checked.

Why these parts: Rosenshine 2012, Principles of Instruction (timing, practice, checking); Andrade 2000, Using Rubrics
to Promote Thinking and Learning (levels in words, with samples).
"""
