"""Who works here, who reports to whom, and what each may see.

Nouns: Person, Line (the closure of reports_to), Team, Membership, Area, Deputy, Invitation, Company, CompanyDay (a day
on which it differs from the public calendar), ImportJob (a file that the office brought), ImportRemark (about a row),
Session (a browser in which a person is signed in), Totp, RecoveryCode, Passkey (what he signs in with beside a
password), SecondStepTries.
Verbs: import people and areas, invite a person, accept an invitation, name the first administrator, set the company;
keep people, teams, areas and days; let people leave, move and stand in for one another; keep one's password, second
step, passkeys and sessions; bring a file, check it, run it, take it back.
`sight.py` answers whose rows a person sees; `authority.py` whether a person may act on somebody's paper.
"""
