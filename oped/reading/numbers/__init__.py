"""How the quantities of a sentence are read, step by step; `oped.reading.figures` makes the table.

`lists` loads the word lists. `spelled`, `digits` and `compounds` read a number; `surroundings` what stands around it.
`dates` and `names` refuse numbers that are no quantity. `single` reads one figure, `joined` ranges, scores and
shares of two numbers, `scan` a whole sentence, `windows` the stretches of time that it names.
"""
