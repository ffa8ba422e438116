from fieldday.people.models.area import Area
from fieldday.people.models.company import Company
from fieldday.people.models.deputy import Deputy
from fieldday.people.models.invitation import Invitation
from fieldday.people.models.person import Line, Person
from fieldday.people.models.team import Membership, Team

__all__ = ["Area", "Company", "Deputy", "Invitation", "Line", "Membership", "Person", "Team"]
