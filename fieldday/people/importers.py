"""The kinds of files that this room takes, and how their rows are taken back."""

from fieldday.kit.imports.kinds import Kind, register, register_undo
from fieldday.people.actions import import_areas, import_people, unimport

register(
    Kind("people", import_people.VERB, import_people.fields, import_people.import_people),
    Kind("areas", import_areas.VERB, import_areas.fields, import_areas.import_areas),
)
register_undo(import_people.VERB, unimport.unimport_people)
register_undo(import_areas.VERB, unimport.unimport_areas)
register_undo("people.team.imported", unimport.unimport_teams)
