"""Who may do what with people and the company."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
people.person.imported          -     -          -       -        all       all           -
people.area.imported            -     -          -       -        all       all           -
people.team.imported            -     -          -       -        all       all           -
people.person.invited           -     line       line    line     all       all           -
people.invitation.accepted      own   own        own     own      own       own           own
people.administrator.named      -     -          -       -        -         -             -
people.company.changed          -     -          -       -        all       all           -
people.session.ended            own   own        own     own      own       own           own
people.language.chosen          own   own        own     own      own       own           own
""")
