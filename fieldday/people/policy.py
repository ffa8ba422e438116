"""Who may do what with people and the company."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
people.person.imported          -     -          -       -        all       all           -
people.area.imported            -     -          -       -        all       all           -
people.team.imported            -     -          -       -        all       all           -
people.person.added             -     -          -       -        all       all           -
people.person.changed           -     -          -       -        all       all           -
people.team.added               -     -          -       -        all       all           -
people.team.changed             -     -          -       -        all       all           -
people.team.retired             -     -          -       -        all       all           -
people.team.restored            -     -          -       -        all       all           -
people.area.added               -     -          -       -        all       all           -
people.area.changed             -     -          -       -        all       all           -
people.area.retired             -     -          -       -        all       all           -
people.area.restored            -     -          -       -        all       all           -
people.company_day.set          -     -          -       -        all       all           -
people.company_day.removed      -     -          -       -        all       all           -
people.person.invited           -     line       line    line     all       all           -
people.invitation.accepted      own   own        own     own      own       own           own
people.administrator.named      -     -          -       -        -         -             -
people.company.changed          -     -          -       -        all       all           -
people.session.ended            own   own        own     own      own       own           own
people.language.chosen          own   own        own     own      own       own           own
""")
