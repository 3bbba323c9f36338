"""Why a result is as it is: each module answers one question, in rows of the instance and never in sentences.

alternatives: the next best readers of a family. price: what a decision costs. why_not: what stands in the way
of a family without a pair. competition: who went before a family that was passed over. advice: which recruit
would help most.
"""
