"""Tells people what happened that concerns them, in the frame's bell and, where they like, by e-mail.

Nouns: Notice (to one person, of one event or one deadline, made once), Delivery (a notice on its way out of the house),
MailChoice (which kinds somebody wants by e-mail).
Verbs: read a notice, read all, choose what comes by e-mail. Duties: `telling` reads the trail, `reminding` looks at
deadlines, `mailing` drains the deliveries, `forgetting` clears old ones away. Decision 9 says why; `kinds` lists what
there is to tell.
"""
