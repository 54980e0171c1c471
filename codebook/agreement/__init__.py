"""How far people who coded the same documents agree.

The way through: ``reading`` takes the codings of finished documents out of the study, ``marking`` counts them in the
chosen unit, ``tallies`` counts what is enough for every coefficient, ``coefficients`` and ``unitizing`` compute
them, ``resampling`` draws documents, ``measuring`` puts the table together, ``words`` says it in French. Only
``reading`` knows the study; the others are functions of arrays. What two coders decide of a disagreement is kept by
``codebook.settling``.
"""
