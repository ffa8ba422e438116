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
people.import.uploaded          -     -          -       -        all       all           -
people.import.checked           -     -          -       -        all       all           -
people.import.started           own   own        own     own      all       all           -
people.import.finished          own   own        own     own      all       all           -
people.import.taken_back        own   own        own     own      all       all           -
people.import.discarded         -     -          -       -        all       all           -
people.person.unimported        -     -          -       -        all       all           -
people.team.unimported          -     -          -       -        all       all           -
people.area.unimported          -     -          -       -        all       all           -
people.person.invited           -     line       line    line     all       all           -
people.invitation.accepted      own   own        own     own      own       own           own
people.administrator.named      -     -          -       -        -         -             -
people.company.changed          -     -          -       -        all       all           -
people.person.left              -     -          -       -        all       all           -
people.person.returned          -     -          -       -        all       all           -
people.person.moved             -     -          -       -        all       all           -
people.deputy.appointed         own   own        own     own      all       all           -
people.deputy.dismissed         own   own        own     own      all       all           -
people.session.ended            own   own        own     own      own       own           own
people.session.begun            own   own        own     own      own       own           own
people.person.proven            own   own        own     own      own       own           own
people.password.changed         own   own        own     own      own       own           own
people.second_factor.started    own   own        own     own      own       own           own
people.second_factor.enrolled   own   own        own     own      own       own           own
people.second_factor.removed    own   own        own     own      own       own           own
people.recovery_codes.made      own   own        own     own      own       own           own
people.recovery_code.used       own   own        own     own      own       own           own
people.passkey.added            own   own        own     own      own       own           own
people.passkey.named            own   own        own     own      own       own           own
people.passkey.removed          own   own        own     own      own       own           own
people.second_factor.required   -     -          -       -        -         all           -
people.second_factor.lifted     -     -          -       -        -         all           -
people.language.chosen          own   own        own     own      own       own           own
""")
