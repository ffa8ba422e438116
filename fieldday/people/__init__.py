"""Who works here, who reports to whom, and what each may see.

Nouns: Person, Line (the closure of reports_to), Team, Membership, Area, Deputy, Invitation, Company.
Verbs: import people and areas, invite a person, accept an invitation, name the first administrator, set the company.
`sight.py` answers whose rows a person sees; `authority.py` whether a person may act on somebody's paper.
"""
