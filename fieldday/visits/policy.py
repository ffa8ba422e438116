"""Who may do what with plans, visits and reports."""

from fieldday.kit.policy import read_table

POLICY = read_table("""
verb                            rep   supervisor manager director assistant administrator auditor
visits.plan.saved               own   own        own     own      own       own           -
visits.plan.submitted           own   own        own     own      own       own           -
visits.plan.withdrawn           own   own        own     own      own       own           -
visits.plan.approved            line  line       line    line     line      line          -
visits.plan.returned            line  line       line    line     line      line          -
visits.visit.arrived            own   own        own     own      own       own           -
visits.visit.found_shut         own   own        own     own      own       own           -
visits.visit.recorded           own   own        own     own      own       own           -
visits.visit.left               own   own        own     own      own       own           -
visits.visit.contacted          own   own        own     own      own       own           -
visits.visit.joined             -     sight      sight   sight    sight     sight         -
visits.visit.unjoined           sight sight      sight   sight    sight     sight         -
visits.photo.added              own   own        own     own      own       own           -
visits.photo.removed            own   own        own     own      own       own           -
visits.attendance.started       own   own        own     own      own       own           -
visits.attendance.ended         own   own        own     own      own       own           -
visits.absence.entered          own   sight      sight   sight    all       all           -
visits.absence.cancelled        own   sight      sight   sight    all       all           -
visits.expense.added            own   own        own     own      own       own           -
visits.expense.changed          own   own        own     own      own       own           -
visits.expense.removed          own   own        own     own      own       own           -
visits.stop.missed              own   own        own     own      own       own           -
visits.stop.added               own   own        own     own      own       own           -
visits.stop.cancelled           own   own        own     own      own       own           -
visits.stop.moved               own   own        own     own      own       own           -
visits.report.saved             own   own        own     own      own       own           -
visits.report.sent              own   own        own     own      own       own           -
visits.report.withdrawn         own   own        own     own      own       own           -
visits.report.returned          line  line       line    line     line      line          -
visits.report.signed            line  line       line    line     line      line          -
visits.report.answered          own   own        own     own      own       own           -
visits.report.reopened          line  line       line    line     line      line          -
visits.report.countersigned     sight sight      sight   sight    sight     sight         -
visits.report.remarked          sight sight      sight   sight    sight     sight         -
visits.answer.seen              line  line       line    line     line      line          -
visits.code.added               -     -          -       -        all       all           -
visits.code.changed             -     -          -       -        all       all           -
visits.code.moved               -     -          -       -        all       all           -
visits.code.retired             -     -          -       -        all       all           -
visits.code.restored            -     -          -       -        all       all           -
visits.code.removed             -     -          -       -        all       all           -
visits.location.expired         -     -          -       -        -         -             -
""")
