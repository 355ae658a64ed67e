"""The archive: documents taken in, read, kept, linked and accounted for; what the commands over ``--db`` do.

What is derived (events, edges, incidents) follows from readings and judgements. While not everything is linked the store says so, in the
same transaction, and the next use of the archive catches up: an interrupted run loses nothing and does nothing twice.
"""
